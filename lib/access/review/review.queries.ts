import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { reviewDue, type Verdict } from './review.rules.ts'
import { type RowDetail, rowDetail } from './review.schema.ts'

/** A round in the list of rounds. */
export type ReviewSummary = {
  id: string
  startedBy: string
  startedAt: Date
  finishedBy: string | null
  finishedAt: Date | null
  rows: number
  left: number
  withdrawn: number
}

/** A row of a round. `own`: it is the reader's, somebody else decides it. */
export type ReviewRow = {
  id: string
  kind: 'role' | 'token' | 'exception'
  person: string
  of: string
  detail: RowDetail
  verdict: Verdict | null
  decidedBy: string | null
  decidedAt: Date | null
  own: boolean
}

/** A round with its rows, by name. */
export type ReviewView = ReviewSummary & { all: ReviewRow[] }

/** The rounds of a trust, the newest first, and when the next is due. */
export type Reviews = { reviews: ReviewSummary[]; due: LocalDate; isDue: boolean }

const FIRST = 3

/** The rounds of the actor's trust, the newest first, and when the next is due; null where they may not see people. */
export async function reviewsFor(actor: Actor, now: Date): Promise<Reviews | null> {
  if (!may(actor, 'people.view')) return null
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = await tx.$queryRaw<SummaryRow[]>`
      SELECT r.id, r.started_by, r.started_at, r.finished_by, r.finished_at, c.rows, c.left, c.withdrawn
      FROM access_review r CROSS JOIN LATERAL (
        SELECT count(*)::int AS rows, (count(*) FILTER (WHERE w.verdict IS NULL))::int AS left,
          (count(*) FILTER (WHERE w.verdict = 'withdrawn'))::int AS withdrawn
        FROM access_review_row w WHERE w.trust_id = r.trust_id AND w.review_id = r.id) c
      WHERE r.trust_id = ${actor.trustId}::uuid ORDER BY r.id DESC LIMIT 100`
    const reviews = rows.map(({ started_by, started_at, finished_by, finished_at, ...one }) => ({
      ...{ ...one, startedAt: started_at, finishedAt: finished_at, startedBy: nameOf(people, started_by) },
      finishedBy: finished_by && nameOf(people, finished_by),
    }))
    return { reviews, ...(await dueOf(tx, actor.trustId, now)) }
  })
}

type SummaryRow = {
  id: string
  started_by: string
  started_at: Date
  finished_by: string | null
  finished_at: Date | null
  rows: number
  left: number
  withdrawn: number
}

/** When the next round is due: after the last that was finished, or after the trust was founded. */
async function dueOf(tx: Tx, trustId: string, now: Date): Promise<{ due: LocalDate; isDue: boolean }> {
  const { reviewMonths } = await settingsOfTrust(tx)
  const trust = await tx.organisation.findFirstOrThrow({ where: { trustId }, select: { createdAt: true } })
  const last = await tx.accessReview.findFirst({
    where: { trustId, finishedAt: { not: null } },
    select: { finishedAt: true },
    orderBy: { id: 'desc' },
  })
  const due = reviewDue(
    last?.finishedAt ? londonDate(last.finishedAt) : null,
    londonDate(trust.createdAt),
    reviewMonths,
  )
  return { due, isDue: due <= londonDate(now) }
}

/**
 * What Today says of the access review: when the next is due, the round under way, and what of it waits for the reader: how
 * many rows, and the first few.
 */
export type ReviewOnToday = {
  open: { id: string; rows: number; left: number } | null
  due: LocalDate
  isDue: boolean
  waits: { count: number; first: Pick<ReviewRow, 'id' | 'kind' | 'person' | 'of' | 'detail'>[] }
}

/** The access review for Today; null where the actor runs none. */
export async function reviewToday(actor: Actor, now: Date): Promise<ReviewOnToday | null> {
  if (!may(actor, 'review.run')) return null
  const { trustId } = actor
  return withTrust(actor, async (tx) => {
    const [open] = await tx.$queryRaw<{ id: string; rows: number; left: number }[]>`
      SELECT r.id, c.rows, c.left FROM access_review r CROSS JOIN LATERAL (
        SELECT count(*)::int AS rows, (count(*) FILTER (WHERE w.verdict IS NULL))::int AS left
        FROM access_review_row w WHERE w.trust_id = r.trust_id AND w.review_id = r.id) c
      WHERE r.trust_id = ${trustId}::uuid AND r.finished_at IS NULL`
    const waits = open ? await waitsIn(tx, actor, open.id) : { count: 0, first: [] }
    return { open: open ?? null, waits, ...(await dueOf(tx, trustId, now)) }
  })
}

/** What of a round is open to the actor: not decided, and not about themselves. */
async function waitsIn(tx: Tx, actor: Actor, reviewId: string): Promise<ReviewOnToday['waits']> {
  const where = { trustId: actor.trustId, reviewId, verdict: null, personId: { not: actor.personId ?? '' } }
  const [count, rows] = await Promise.all([
    tx.accessReviewRow.count({ where }),
    tx.accessReviewRow.findMany({ where, orderBy: { id: 'asc' }, take: FIRST }),
  ])
  const people = await peopleOfTrust(tx)
  const first = rows.map((row) => ({
    ...{ id: row.id, of: row.of, detail: rowDetail.parse(row.detail), kind: row.kind as ReviewRow['kind'] },
    person: nameOf(people, row.personId),
  }))
  return { count, first }
}

/** A round of the actor's trust; null where there is none, or they may not see people. */
export async function reviewFor(actor: Actor, reviewId: string): Promise<ReviewView | null> {
  if (!may(actor, 'people.view') || !isUuid(reviewId)) return null
  return withTrust(actor, async (tx) => {
    const found = await tx.accessReview.findFirst({
      where: { trustId: actor.trustId, id: reviewId },
      include: { rows: { orderBy: { id: 'asc' } } },
    })
    if (!found) return null
    const people = await peopleOfTrust(tx)
    const all = found.rows.map(
      (row): ReviewRow => ({
        ...{ id: row.id, of: row.of, decidedAt: row.decidedAt, detail: rowDetail.parse(row.detail) },
        kind: row.kind as ReviewRow['kind'],
        verdict: row.verdict as Verdict | null,
        person: nameOf(people, row.personId),
        decidedBy: row.decidedBy && nameOf(people, row.decidedBy),
        own: row.personId === actor.personId,
      }),
    )
    return {
      ...{ id: found.id, startedAt: found.startedAt, finishedAt: found.finishedAt },
      startedBy: nameOf(people, found.startedBy),
      finishedBy: found.finishedBy && nameOf(people, found.finishedBy),
      rows: all.length,
      left: all.filter((row) => row.verdict === null).length,
      withdrawn: all.filter((row) => row.verdict === 'withdrawn').length,
      all: all.sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0)),
    }
  })
}
