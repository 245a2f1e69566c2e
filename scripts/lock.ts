import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from './problem.ts'
import { isAlive } from './processes.ts'

/** Takes a lock file whole, content and all, if nobody has it. */
export function tryTake(file: string, content: string): boolean {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Does some work that only one process may do at a time; whoever comes meanwhile waits. A dead one's lock is broken. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!tryTake(file, String(process.pid))) {
    if (isAlive(holder(file))) await pause(200)
    else rmSync(file, { force: true })
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function holder(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0
  } catch {
    return 0
  }
}
