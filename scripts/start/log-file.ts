import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { codeOf } from '../problem.ts'

const LIMIT = 20_000_000

/** A log file that is put aside as FILE.1 when it has grown to 20 MB, so that two of them at most are kept. */
export class LogFile {
  readonly file: string
  private handle: number
  private size: number

  constructor(file: string) {
    this.file = file
    mkdirSync(path.dirname(file), { recursive: true })
    this.handle = openSync(file, 'a', 0o600)
    this.size = statSync(file).size
  }

  /** Adds to the log. A full disk loses log lines, never the service. */
  write(text: string | Buffer): void {
    try {
      if (this.size > LIMIT) this.turn()
      this.size += writeSync(this.handle, text.toString())
    } catch (error) {
      if (!['ENOSPC', 'EDQUOT', 'EIO'].includes(codeOf(error))) throw error
    }
  }

  close(): void {
    closeSync(this.handle)
  }

  private turn(): void {
    closeSync(this.handle)
    renameSync(this.file, `${this.file}.1`)
    this.handle = openSync(this.file, 'a', 0o600)
    this.size = 0
  }
}

/** The last lines of a log, for a message. */
export function lastLines(file: string, count = 12): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : ''
}
