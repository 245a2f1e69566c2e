import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { OWNERS } from '../pack.queries.ts'
import { PART_KINDS, PART_NAMES, type PartKind } from './format.rules.ts'
import { CHANGES, type Change, type DictionaryPack } from './pack-of.rules.ts'
import { isReleaseState, type ReleaseState } from './release.status.ts'
import { NO_REPORT, type PartCount, type ReleaseReport } from './release.store.ts'
import { seen } from './seen-change.rules.ts'

/** A release in the list. `own`: the reader's organisation loaded it; else its hub did. */
export type ReleaseInList = {
  id: string
  name: string
  day: LocalDate | null
  state: ReleaseState
  report: ReleaseReport
  own: boolean
  by: string
  at: Date
  switchedBy: string
  switchedAt: Date | null
}

/** How far the worker has come: `done` of `expected` bytes while reading, packs while comparing. */
export type ReleaseProgress = { state: ReleaseState; version: number; step: string; done: number; expected: number }

/** What stood in a part of a release. */
export type PartInView = PartCount & { kind: PartKind; name: string }

/** A release with all that its page shows. `mine`: whether the reader may move it. */
export type ReleaseView = ReleaseInList & ReleaseProgress & { parts: PartInView[]; mine: boolean; newest: boolean }

const MOST = 30

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

function rowsOf(tx: Tx, id?: string) {
  return tx.dictionaryRelease.findMany({
    where: id === undefined ? {} : { id },
    orderBy: [{ chosenAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  })
}

async function inList(tx: Tx, actor: Actor, rows: readonly Row[]): Promise<ReleaseInList[]> {
  const people = await peopleOfTrust(tx)
  return rows.flatMap((row): ReleaseInList[] => {
    const own = row.ownerId === actor.trustId
    if (!isReleaseState(row.state) || (!own && row.state !== 'current' && row.state !== 'past')) return []
    const { id, name, state, chosenAt: at, switchedAt } = row
    const report = (row.report as ReleaseReport | null) ?? NO_REPORT
    const day = row.releasedOn && localDate(row.releasedOn.toISOString().slice(0, 10))
    const who = (person: string | null) => (own ? nameOf(people, person) : 'Your hub')
    return [
      { id, name, day, state, report, own, by: who(row.chosenBy), at, switchedBy: who(row.switchedBy), switchedAt },
    ]
  })
}

/** The newest releases of the dictionary: the reader's own, and those of its hub that are or were current. */
export async function releasesOf(actor: Actor): Promise<ReleaseInList[]> {
  if (!may(actor, 'catalogue.view')) return []
  return withTrust(actor, async (tx) => inList(tx, actor, await rowsOf(tx)))
}

/** One release with its report. Null when there is none, or it is another's. */
export async function releaseView(actor: Actor, id: string): Promise<ReleaseView | null> {
  if (!may(actor, 'catalogue.view')) return null
  return withTrust(actor, async (tx) => {
    const rows = await rowsOf(tx, id)
    const [[row], [listed]] = [rows, await inList(tx, actor, rows)]
    if (!row || !listed) return null
    const parts = row.parts as Partial<Record<PartKind, PartCount>>
    const later = await tx.dictionaryRelease.count({
      where: {
        ownerId: row.ownerId,
        number: { gt: row.number },
        state: { notIn: ['faulty', 'failed', 'cancelled', 'unchanged'] },
      },
    })
    return {
      ...listed,
      ...{ version: row.version, step: row.step, done: Number(row.done), expected: Number(row.expected) },
      parts: PART_KINDS.flatMap((kind) => {
        const count = parts[kind]
        return count ? [{ kind, name: PART_NAMES[kind], ...count }] : []
      }),
      mine: listed.own && may(actor, 'dictionary.load'),
      newest: later === 0,
    }
  })
}

/** How far the worker has come with a release. */
export async function releaseProgress(actor: Actor, id: string): Promise<Result<ReleaseProgress>> {
  const gone = refuse({ code: 'NOT_FOUND', what: 'release' })
  if (!may(actor, 'catalogue.view')) return gone
  return withTrust(actor, async (tx) => {
    const row = await tx.dictionaryRelease.findFirst({ where: { ownerId: actor.trustId, id } })
    if (!row || !isReleaseState(row.state)) return gone
    const { state, version, step } = row
    return ok({ state, version, step, done: Number(row.done), expected: Number(row.expected) })
  })
}

/** What a release changes of a pack, and what of the reader's touches it. */
export type ChangeInView = {
  amppId: string
  what: Change
  fields: string[]
  pack: DictionaryPack
  was: DictionaryPack | null
  onContract: boolean
  inTemplate: boolean
  stocked: boolean
}

const MOST_TOUCHED = 1000

/**
 * The first changes of a release of one sort (or of all), those first that the reader's contracts, templates and stock touch;
 * and how many of these there are. A change shows the list price, which is public, and no other.
 */
export async function changesOf(
  actor: Actor,
  now: Date,
  releaseId: string,
  { what, most }: { what?: Change | undefined; most: number },
): Promise<{ changes: ChangeInView[]; touched: number }> {
  if (!may(actor, 'catalogue.view')) return { changes: [], touched: 0 }
  const wanted = what ? [what] : [...CHANGES]
  const [contracts, stock] = [may(actor, 'contract.view'), may(actor, 'stock.view')]
  return withTrust(actor, async (tx) => {
    const touching = await tx.$queryRaw<ChangeInView[]>`
      WITH ours AS MATERIALIZED (
        SELECT a.ampp_id, 1 AS why FROM award a
        WHERE ${contracts} AND a.owner_id = ANY (${OWNERS}) AND a.valid_to >= ${londonDate(now)}::date AND a.status = 'active'
          AND NOT a.withdrawn
        UNION ALL
        SELECT t.ampp_id, 2 FROM template_line t WHERE t.trust_id = ${actor.trustId}::uuid
        UNION ALL
        SELECT s.ampp_id, 3 FROM stock_holding s
        WHERE ${stock} AND s.trust_id = ${actor.trustId}::uuid AND s.units_milli <> 0
      ), each AS (
        SELECT o.ampp_id, bool_or(o.why = 1) AS contract, bool_or(o.why = 2) AS template, bool_or(o.why = 3) AS stock
        FROM ours o GROUP BY 1)
      SELECT c.ampp_id AS "amppId", c.what, c.fields, c.pack, c.was, e.contract AS "onContract", e.template AS "inTemplate",
        e.stock AS stocked
      FROM each e JOIN dictionary_change c ON c.owner_id = ANY (${OWNERS}) AND c.release_id = ${releaseId}::uuid
        AND c.ampp_id = e.ampp_id
      WHERE c.what = ANY (${wanted}::text[]) ORDER BY c.pack ->> 'name', c.ampp_id LIMIT ${MOST_TOUCHED}`
    const left = most - touching.length
    if (left <= 0) return { changes: touching.slice(0, most).map((one) => seen(actor, one)), touched: touching.length }
    const others = await tx.$queryRaw<ChangeInView[]>`
      SELECT c.ampp_id AS "amppId", c.what, c.fields, c.pack, c.was, false AS "onContract", false AS "inTemplate", false AS stocked
      FROM dictionary_change c
      WHERE c.owner_id = ANY (${OWNERS}) AND c.release_id = ${releaseId}::uuid AND c.what = ANY (${wanted}::text[])
        AND NOT c.ampp_id = ANY (${touching.map((one) => one.amppId)}::text[])
      ORDER BY c.what DESC, c.ampp_id LIMIT ${left}`
    return { changes: [...touching, ...others].map((one) => seen(actor, one)), touched: touching.length }
  })
}
