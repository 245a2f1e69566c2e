import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')
const running = new Set<ChildProcess>()

/** A real worker, as `npm start` runs it. */
export type WorkerProcess = {
  pid: number
  /** What it wrote to its log so far. */
  log: () => string
  /** Resolves when it has ended, with its exit code or the signal that ended it. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  kill(signal: NodeJS.Signals): void
}

/** Starts a worker of its own process on a database; `endAt` ends it with SIGKILL at that step of a sending. */
export function startWorker(
  databaseUrl: string,
  env: Record<string, string>,
  { endAt }: { endAt?: string } = {},
): WorkerProcess {
  const preload = endAt ? ['--import', path.join(import.meta.dirname, 'end-at-step.ts')] : []
  const child = spawn(process.execPath, ['--conditions=react-server', ...preload, 'lib/jobs/worker.ts'], {
    cwd: ROOT,
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      AUDIT_KEY: process.env.AUDIT_KEY,
      WORKER_DATABASE_URL: databaseUrl,
      ...env,
      ...(endAt ? { END_AT_STEP: endAt } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let log = ''
  child.stdout?.on('data', (part: Buffer) => {
    log += part.toString()
  })
  child.stderr?.on('data', (part: Buffer) => {
    log += part.toString()
  })
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child)
    return { code: code as number | null, signal: signal as NodeJS.Signals | null }
  })
  return { pid: child.pid ?? 0, log: () => log, ended, kill: (signal) => void child.kill(signal) }
}

/** Ends every worker that this test file started and that still runs. */
export function endWorkers(): void {
  for (const child of running) child.kill('SIGKILL')
}
