import { spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '#scripts/cluster/ports.ts'
import { inProject } from '#scripts/paths.ts'
import { Problem } from '#scripts/problem.ts'
import { BENCH_DATA } from '../cluster.ts'
import type { Part } from '../run/context.ts'

const FRESH = path.join(BENCH_DATA, 'fresh')

/** S10: a fresh copy of the project: `npm ci` alone, then `npm start` to the first page, then a second start. */
export const s10: Part = {
  id: 'S10',
  run: async ({ say, rounds }) => {
    rmSync(FRESH, { recursive: true, force: true })
    run('git', ['clone', '--quiet', inProject(), FRESH], inProject())
    const install = await seconds(async () => run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], FRESH))
    say(`npm ci alone: ${install.toFixed(1)} s`)
    rmSync(path.join(FRESH, 'node_modules'), { recursive: true, force: true })
    const first = await started(FRESH)
    say(`npm start to first page: ${first.toFixed(1)} s`)
    const again: number[] = []
    for (let round = 0; round < Math.max(3, rounds); round += 1) again.push(await started(FRESH))
    rmSync(FRESH, { recursive: true, force: true })
    const sorted = again.sort((a, b) => a - b)
    const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
    const least = sorted[0]?.toFixed(1)
    return [
      {
        ...{ part: 'S10', what: 'fresh copy: npm start to the first page', measured: `${first.toFixed(1)} s` },
        ...{ floor: `npm ci alone ${install.toFixed(1)} s`, result: `+ ${(first - install).toFixed(1)} s` },
        ...{ target: '≤ + 60 s', holds: first - install <= 60 },
      },
      {
        ...{ part: 'S10', what: 'second start', measured: `${least}–${sorted.at(-1)?.toFixed(1)} s`, floor: '' },
        ...{ result: `${middle.toFixed(1)} s`, target: '≤ 6 s', holds: middle <= 6 },
      },
    ]
  },
}

function run(command: string, args: readonly string[], cwd: string): void {
  const ended = spawnSync(command, args, { cwd, encoding: 'utf8', env: outside() })
  if (ended.status !== 0) throw new Problem(`${command} ${args.join(' ')} failed.`, `${ended.stderr}`.slice(-500))
}

/** The environment of somebody at a terminal: without what npm and the bench put into ours. */
function outside(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_ENV|APP_DATABASE|DATA_DIR|DEMO|AUDIT_|AUTH_|INIT_)/i.test(name),
  )
  const entries = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => !entry.startsWith(inProject()))
  return { ...Object.fromEntries(kept), NODE_ENV: 'development' as const, PATH: entries.join(path.delimiter) }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** `npm start` until its first page answers; then it is ended. */
async function started(folder: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...outside(), PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let answered = false
  while (!answered && child.exitCode === null && performance.now() - began < 900_000) {
    answered = await fetch(`http://127.0.0.1:${port}/sign-in`).then(
      (response) => response.ok,
      () => false,
    )
    if (!answered) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const took = (performance.now() - began) / 1000
  // as Ctrl-C in a terminal: to everything that was started
  if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGINT')
  await ended
  await groupGone(child.pid)
  if (!answered) throw new Problem('npm start did not bring up its first page.', `See ${folder}/.data/logs.`)
  return took
}

/** Waits until nothing of a program's group is left: npm ends before the start script that it ran has stopped. */
async function groupGone(pid: number | undefined): Promise<void> {
  const until = performance.now() + 60_000
  while (pid && performance.now() < until && isThere(-pid)) await new Promise((resolve) => setTimeout(resolve, 50))
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
