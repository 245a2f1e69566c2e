import { ok, type Result, refuse } from '#lib/result.ts'
import { addMonths, type LocalDate } from '#lib/values/dates.ts'
import { formatCounted } from '#lib/values/format.ts'

/** How a row of a review can end: confirmed, withdrawn, or gone before anybody looked at it. */
export type Verdict = 'confirmed' | 'withdrawn' | 'gone'

/** What a verdict is called on screen. */
export const VERDICT_NAMES = {
  confirmed: 'Confirmed',
  withdrawn: 'Withdrawn',
  gone: 'No longer held',
} as const satisfies Record<Verdict, string>

/** A row as far as the rules look at it. */
export type ReviewedRow = { personId: string; verdict: Verdict | null }

/** The day on which the next review is due: so many months after the last one was finished, or after the trust began. */
export function reviewDue(last: LocalDate | null, began: LocalDate, months: number): LocalDate {
  return addMonths(last ?? began, months)
}

/**
 * Whether somebody may decide a row. Refused with OWN_ACCOUNT about themselves, with REVIEW_OVER when the round is finished,
 * with ROW_DECIDED when it was decided.
 */
export function mayDecideRow(
  row: ReviewedRow,
  reviewer: string,
  { finished }: { finished: boolean },
): Result<undefined> {
  if (finished) return refuse({ code: 'REVIEW_OVER' })
  if (row.personId === reviewer) return refuse({ code: 'OWN_ACCOUNT' })
  if (row.verdict !== null) return refuse({ code: 'ROW_DECIDED' })
  return ok()
}

/** Whether a round may be finished: once every row is decided. Refused with REVIEW_UNFINISHED, REVIEW_OVER. */
export function mayFinish(rows: readonly ReviewedRow[], { finished }: { finished: boolean }): Result<undefined> {
  if (finished) return refuse({ code: 'REVIEW_OVER' })
  const left = rows.filter((row) => row.verdict === null).length
  return left === 0 ? ok() : refuse({ code: 'REVIEW_UNFINISHED', rows: left })
}

/** What is said where somebody saves a round without a verdict: how many rows are open to them. */
export function nothingDecided(open: number): string {
  if (open === 0) return 'Nothing is left for you to decide: what is open is your own, and somebody else decides it'
  return `Nothing is decided yet: choose a verdict for at least one of the ${formatCounted(open, 'row')} that ${open === 1 ? 'is' : 'are'} open`
}
