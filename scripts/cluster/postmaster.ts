import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandOf, isAlive } from '../processes.ts'

/** The server that a data folder says is running: its process and port. */
export type Postmaster = { pid: number; port: number }

/**
 * The server that runs on a data folder, from its postmaster.pid, or null. A pid that another program has taken over
 * since (a kill -9, then a reboot) does not count.
 */
export function runningPostmaster(data: string): Postmaster | null {
  let lines: string[]
  try {
    lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number.parseInt(lines[0] ?? '', 10)
  const port = Number.parseInt(lines[3] ?? '', 10)
  if (!Number.isInteger(pid) || !isAlive(pid)) return null
  if (!/postgres/.test(commandOf(pid))) return null
  return { pid, port: Number.isInteger(port) ? port : 0 }
}

/** Stops the server of a data folder: open connections are ended, what was committed is written. No server: nothing. */
export async function stopPostmaster(data: string): Promise<void> {
  const running = runningPostmaster(data)
  if (!running) return
  process.kill(running.pid, 'SIGINT')
  for (let waited = 0; isAlive(running.pid) && waited < 30_000; waited += 50) {
    if (waited === 20_000) process.kill(running.pid, 'SIGQUIT')
    await pause(50)
  }
}
