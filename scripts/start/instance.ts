import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { tryTake } from '../lock.ts'
import { Problem } from '../problem.ts'
import { commandOf, isAlive } from '../processes.ts'

/** Who runs on a data folder: the process that starts the others, and those it started. */
type Running = { pid: number; url: string; children: number[] }

/** The claim on a data folder. */
export type Instance = {
  /** Notes the processes that were started, so that the next start can end them if we are killed. */
  note: (children: number[]) => void
  release: () => void
}

/**
 * Claims a data folder for this process: one start per folder. What a start that was killed left running (other than
 * PostgreSQL, which is taken over) is ended first.
 * @throws Problem when another start is running on it
 */
export async function claim(dataDir: string, url: string): Promise<Instance> {
  const file = path.join(dataDir, 'running.json')
  const mine: Running = { pid: process.pid, url, children: [] }
  while (!tryTake(file, JSON.stringify(mine))) {
    const other = read(file)
    if (other && other.pid !== process.pid && isAlive(other.pid) && /scripts.start.main/.test(commandOf(other.pid))) {
      throw new Problem(
        `Tincture is already running on ${dataDir} (process ${other.pid}, ${other.url}).`,
        'Use that one, or stop it first.',
      )
    }
    for (const child of other?.children ?? []) await endLeftover(child, dataDir)
    rmSync(file, { force: true })
  }
  return {
    note: (children) => writeFileSync(file, JSON.stringify({ ...mine, children })),
    release: () => rmSync(file, { force: true }),
  }
}

function read(file: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Ends a process that an earlier start left; one that has since got its number and is not ours is left alone. */
async function endLeftover(pid: number, dataDir: string): Promise<void> {
  const ours = () => isAlive(pid) && knows(pid, dataDir)
  for (let waited = 0; waited < 10_000 && ours(); waited += 100) {
    if (waited === 0) process.kill(pid, 'SIGTERM')
    if (waited === 5000) process.kill(pid, 'SIGKILL')
    await pause(100)
  }
}

/** Server and worker are told the data folder; where an environment cannot be read, their command line must do. */
function knows(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`DATA_DIR=${dataDir}`)
  } catch {
    return /leash\.mjs|next-server/.test(commandOf(pid))
  }
}
