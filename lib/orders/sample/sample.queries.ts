import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ownPart } from '#lib/orders/order/decide.rules.ts'
import { hidesTotal } from '#lib/orders/order/sight.store.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Pence, pence } from '#lib/values/money.ts'

/** An order of the sample: that it passed by itself, and who looked at it and found what. */
export type Sampled = {
  id: string
  number: string
  version: number
  supplier: string
  lines: number
  /** Pence with VAT; null where the reader may not see a price in it. */
  gross: Pence | null
  submittedBy: string
  pickedAt: Date
  /** Of a hundred, as the scheme said then. */
  rate: number
  outcome: 'fine' | 'not_fine' | null
  words: string
  checkedBy: string | null
  checkedAt: Date | null
  /** The reader raised, submitted or changed it, and cannot look at it for the sample. */
  own: boolean
}

/** A page of the sample, newest first; `after` leads on. */
export type SamplePage = {
  rows: Sampled[]
  after: string | null
}

/** Orders of a page of the sample. */
export const SAMPLE_PAGE = 50

type Row = {
  id: string
  number: string
  version: number
  supplier_name: string
  lines: number
  gross: bigint
  hidden: boolean
  raised_by: string
  submitted_by: string | null
  changers: string[]
  picked_at: Date
  rate: number
  outcome: Sampled['outcome']
  words: string
  checked_by: string | null
  checked_at: Date | null
}

/** The orders of the sample that are still to be looked at, or those that were; null for who may not see the sample. */
export async function samplePage(
  actor: Actor,
  view: 'open' | 'checked' | 'all',
  after?: string,
): Promise<SamplePage | null> {
  if (!may(actor, 'sample.view')) return null
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const shown =
      view === 'all'
        ? Prisma.empty
        : view === 'open'
          ? Prisma.sql`AND s.outcome IS NULL`
          : Prisma.sql`AND s.outcome IS NOT NULL`
    const from = after && isUuid(after) ? Prisma.sql`AND s.id < ${after}::uuid` : Prisma.empty
    const rows = await tx.$queryRaw<Row[]>`
      SELECT s.id, o.number, s.version, o.supplier_name, o.lines, o.gross, ${hidesTotal(sightOf(actor))} AS hidden,
        o.raised_by, o.submitted_by, o.changers, s.picked_at, s.rate, s.outcome, s.words, s.checked_by, s.checked_at
      FROM passed_sample s JOIN purchase_order o ON o.trust_id = s.trust_id AND o.id = s.order_id
      WHERE s.trust_id = ${actor.trustId}::uuid ${shown} ${from} ORDER BY s.id DESC LIMIT ${SAMPLE_PAGE + 1}`
    const page = rows.slice(0, SAMPLE_PAGE)
    return {
      rows: page.map((row) => ({
        ...{ id: row.id, number: row.number, version: row.version, supplier: row.supplier_name, lines: row.lines },
        gross: row.hidden ? null : pence(row.gross),
        submittedBy: nameOf(people, row.submitted_by ?? row.raised_by),
        ...{ pickedAt: row.picked_at, rate: row.rate, outcome: row.outcome, words: row.words },
        checkedBy: row.checked_by === null ? null : nameOf(people, row.checked_by),
        checkedAt: row.checked_at,
        own:
          actor.personId !== null &&
          ownPart(actor.personId, {
            raisedBy: row.raised_by,
            submittedBy: row.submitted_by,
            changers: row.changers,
          }) !== null,
      })),
      after: rows.length > SAMPLE_PAGE ? (page.at(-1)?.id ?? null) : null,
    }
  })
}

/** How far a count of the sample goes: one that reaches it says "or more". */
export const MOST_COUNTED = 1_000

/** How many of the sample are to be looked at and how many were found what, each up to 1,000; null for who may not see it. */
export type SampleCounts = { open: number; fine: number; notFine: number }

/** Counts of the sample for the head of its page, each by index and no further than it is told. */
export async function sampleCounts(actor: Actor): Promise<SampleCounts | null> {
  if (!may(actor, 'sample.view')) return null
  const trust = Prisma.sql`SELECT FROM passed_sample WHERE trust_id = ${actor.trustId}::uuid`
  return withTrust(actor, async (tx) => {
    const [row] = await tx.$queryRaw<SampleCounts[]>`
      SELECT (SELECT count(*)::int FROM (${trust} AND outcome IS NULL LIMIT ${MOST_COUNTED}) t) AS open,
        (SELECT count(*)::int FROM (${trust} AND outcome = 'fine' LIMIT ${MOST_COUNTED}) t) AS fine,
        (SELECT count(*)::int FROM (${trust} AND outcome = 'not_fine' LIMIT ${MOST_COUNTED}) t) AS "notFine"`
    return row ?? { open: 0, fine: 0, notFine: 0 }
  })
}
