import type { Refusal } from '#lib/refusal.ts'

/**
 * What a rule or a command answers: the value, or a refusal that the screen can put into words.
 * Refusals are expected answers and are values; faults (a bug, a lost database) are thrown.
 * Pure parsers that keep refusals of their own name them: `Result<Scan, ScanRefusal>`.
 */
export type Result<T, R extends { code: string } = Refusal> = Ok<T> | Refused<R>

/** The good half of a Result. */
export type Ok<T> = { ok: true; value: T }

/** The other half: a code with the data its words need. */
export type Refused<R extends { code: string } = Refusal> = { ok: false; refusal: R }

/** Wraps the answer; `ok()` alone answers "done, nothing to hand back". */
export function ok(): Ok<undefined>
export function ok<T>(value: T): Ok<T>
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value }
}

/** Wraps a refusal: `return refuse({ code: 'OVER_LIMIT', limit })`. */
export function refuse<const R extends { code: string }>(refusal: R): Refused<R> {
  return { ok: false, refusal }
}
