/** A fault whose words are meant for the person at the terminal: what and where, then what to do about it. */
export class Problem extends Error {
  /** What to do about it, a sentence. */
  readonly advice: string

  constructor(what: string, advice: string) {
    super(`${what} ${advice}`)
    this.name = 'Problem'
    this.advice = advice
  }
}

/** The code that Node or PostgreSQL gave an error ('EACCES', '28P01'), or an empty string. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An error's words; where it has none (a refused connection to two addresses), those of its first part. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message && error.errors.length > 0) return wordsOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

/** Whether what a program said means that its disk is full. */
export function saysFull(said: string): boolean {
  return /No space left on device|ENOSPC|Check free disk space|wrote only \d+ of \d+|EDQUOT|Disk quota exceeded/i.test(
    said,
  )
}

/** Whether what a program said means that it may not write. */
export function saysForbidden(said: string): boolean {
  return /Permission denied|EACCES|EPERM|Operation not permitted|Read-only file system|EROFS/i.test(said)
}
