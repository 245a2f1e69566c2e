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

/**
 * The rounds of a trust, the newest first, when the next is due, and what of the one under way waits for the reader: how
 * many rows, and the first few.
 */
export type Reviews = {
  reviews: ReviewSummary[]
  due: LocalDate
  isDue: boolean
  waits: { count: number; first: Pick<ReviewRow, 'id' | 'kind' | 'person' | 'of' | 'detail'>[] }
}

const FIRST = 3

/** The rounds of the actor's trust, the newest first, and when the next is due; null where they may not see people. */
export async function reviewsFor(actor: Actor, now: Date): Promise<Reviews | null> {
  if (!may(actor, 'people.view')) return null
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = await tx.accessReview.findMany({
      where: { trustId: actor.trustId },
      include: { rows: { select: { verdict: true } } },
      orderBy: { id: 'desc' },
      take: 100,
    })
    const reviews = rows.map(({ rows: all, ...one }) => ({
      ...{ id: one.id, startedAt: one.startedAt, finishedAt: one.finishedAt },
      startedBy: nameOf(people, one.startedBy),
      finishedBy: one.finishedBy && nameOf(people, one.finishedBy),
      rows: all.length,
      left: all.filter((row) => row.verdict === null).length,
      withdrawn: all.filter((row) => row.verdict === 'withdrawn').length,
    }))
    const { reviewMonths } = await settingsOfTrust(tx)
    const trust = await tx.organisation.findFirstOrThrow({ where: { trustId: actor.trustId } })
    const last = reviews.find((one) => one.finishedAt !== null)?.finishedAt ?? null
    const due = reviewDue(last && londonDate(last), londonDate(trust.createdAt), reviewMonths)
    const open = reviews.find((one) => one.finishedAt === null)
    const waits = open ? await waitsIn(tx, actor, open.id, people) : { count: 0, first: [] }
    return { reviews, due, isDue: due <= londonDate(now), waits }
  })
}

/** What of a round is open to the actor: not decided, and not about themselves. */
async function waitsIn(
  tx: Tx,
  actor: Actor,
  reviewId: string,
  people: Awaited<ReturnType<typeof peopleOfTrust>>,
): Promise<Reviews['waits']> {
  const where = { trustId: actor.trustId, reviewId, verdict: null, personId: { not: actor.personId ?? '' } }
  const [count, rows] = await Promise.all([
    tx.accessReviewRow.count({ where }),
    tx.accessReviewRow.findMany({ where, orderBy: { id: 'asc' }, take: FIRST }),
  ])
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
