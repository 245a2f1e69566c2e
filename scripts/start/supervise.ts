import { type ChildProcess, spawn } from 'node:child_process'
import { inProject } from '../paths.ts'
import { isAlive } from '../processes.ts'
import { LEASH } from '../running.ts'
import { LogFile } from './log-file.ts'
import { LogLines } from './log-lines.ts'
import type { Haste } from './undo.ts'

/** A program that is to run as long as we do. */
export type Program = {
  name: string
  /** Arguments for Node 24. */
  args: readonly string[]
  env: NodeJS.ProcessEnv
  /** File for what it writes, absolute. */
  log: string
  /** Whether what it writes is shown as well. */
  show: boolean
  /** How long it gets to end what it is doing, in milliseconds. */
  patience: number
}

/** A program under watch. */
export type Supervised = {
  readonly pid: number | undefined
  /** Whether it has ended, by itself or because it was stopped. */
  readonly hasEnded: boolean
  /** `gently`: it may go on for a while before it ends, as it does on SIGTERM; else as on Ctrl-C. */
  stop: (haste: Haste) => Promise<void>
}

const LONGEST_PAUSE_MS = 30_000

/**
 * Starts a program in a session of its own (Ctrl-C reaches us, and we stop it in our order) and on a leash (it stops
 * when we are killed). When it dies it is started again, after a pause that doubles each time up to half a minute and
 * is forgotten after a minute of health.
 * @param tell told what a person at the terminal should know
 * @param onStart told when it has been started again: it is another process now
 */
export function supervise(program: Program, tell: (line: string) => void, onStart: () => void): Supervised {
  const log = new LogFile(program.log)
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = 500
  let hasEnded = false
  let stopping = false

  const start = () => {
    const began = Date.now()
    child = spawn(process.execPath, ['--import', LEASH, ...program.args], {
      cwd: inProject(),
      env: { ...program.env, TINCTURE_LEASH: '1' },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      const lines = new LogLines()
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log.write(lines.take(text, new Date()))
        if (program.show) process.stdout.write(text)
      })
      stream?.once('end', () => log.write(lines.end(new Date())))
    }
    child.once('error', (error) => log.write(new LogLines().take(`${error.stack}\n`, new Date())))
    child.once('exit', (code, signal) => {
      hasEnded = true
      if (stopping) return
      pause = Date.now() - began > 60_000 ? 500 : Math.min(pause * 2, LONGEST_PAUSE_MS)
      tell(
        `The ${program.name} ended (${code ?? signal}); it is started again in ${pause / 1000} s. See ${program.log}.`,
      )
      timer = setTimeout(() => {
        start()
        onStart()
      }, pause)
    })
  }
  start()

  return {
    get pid() {
      return child?.pid
    },
    get hasEnded() {
      return hasEnded
    },
    async stop(haste) {
      stopping = true
      hasEnded = true
      clearTimeout(timer)
      if (child) await end(child, program.patience, haste === 'gently' ? 'SIGTERM' : 'SIGINT')
      log.close()
    },
  }
}

async function end(child: ChildProcess, patience: number, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  const hard = setTimeout(() => endGroup(child.pid, 'SIGKILL'), patience)
  child.kill(signal)
  await closed
  clearTimeout(hard)
  endGroup(child.pid, 'SIGKILL')
}

/** Ends what is left of a program and of those it started. */
function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (!pid) return
  try {
    process.kill(-pid, signal)
  } catch {
    if (isAlive(pid)) process.kill(pid, signal)
  }
}
