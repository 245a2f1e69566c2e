import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isLoadState, type LoadState } from '#lib/files/load.status.ts'
import { addDays, type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { type PriceSight, sightOf } from '../sight.rules.ts'
import {
  type ChangeLine,
  linesOfPart,
  linesToAll,
  type TouchedOrder,
  type TouchedTemplate,
  touchedOrders,
  touchedTemplates,
} from './change-lines.queries.ts'
import type { ChangesAddress, ChangeView } from './changes.schema.ts'
import type { Totals } from './effect.rules.ts'

/** What a catalogue changes for the reader, in counts and sums; sums are null where they are not shown. */
export type ShownTotals = Omit<Totals, 'sum' | 'fallSum' | 'riseSum' | 'hiddenSteps'> & {
  sum: number | null
  fallSum: number | null
  riseSum: number | null
}

/** A catalogue in the list of those that change something. */
export type ChangeSet = {
  loadId: string
  /** Loaded by the reader's own organisation. */
  own: boolean
  ownerName: string
  fileName: string
  sha256: string
  rows: number
  lines: number
  firstOn: LocalDate
  lastOn: LocalDate
  agreedAt: Date | null
  undoneAt: Date | null
  /** What it changes for the reader's trust; null for a hub, and until it is weighed. */
  totals: ShownTotals | null
}

/** Where a catalogue of one's own stands, and who stands behind it. */
export type Decision = {
  state: LoadState
  version: number
  chosenBy: string
  chosenAt: Date
  proposedBy: string | null
  proposedAt: Date | null
  agreedBy: string | null
  returned: string
  /** The reader may propose it, decide on it as the second person, or is one of the first. */
  mayPropose: boolean
  mayDecide: boolean
  behind: boolean
  mayThrow: boolean
}

/** The page of a catalogue's changes. */
export type ChangesPage = ChangeSet & {
  decision: Decision | null
  references: { reference: string; lot: string; buyingGroup: string; lines: number }[]
  act: ChangeLine[]
  rest: ChangeLine[]
  orders: TouchedOrder[]
  templates: TouchedTemplate[]
  /** Rows of the view beyond this page. */
  more: boolean
}

type SetRow = {
  ownerId: string
  loadId: string
  ownerName: string
  fileName: string
  sha256: string
  rowsTotal: number
  lines: number
  firstOn: Date
  lastOn: Date
  agreedAt: Date | null
  undoneAt: Date | null
}

function shownTotals(totals: Totals | undefined, sight: PriceSight): ShownTotals | null {
  if (!totals) return null
  const seen = sight.prices && (sight.pas || !totals.confidential)
  const blind = totals.confidential && !sight.pas
  const { hiddenSteps, ...counts } = totals
  return {
    ...counts,
    act: counts.act - (sight.pas ? 0 : hiddenSteps),
    // what rises and falls under a patient access scheme would tell its price
    ...(blind ? { falls: 0, rises: 0 } : {}),
    sum: seen ? totals.sum : null,
    fallSum: seen ? totals.fallSum : null,
    riseSum: seen ? totals.riseSum : null,
  }
}

async function setsOf(tx: Tx, actor: Actor, rows: readonly SetRow[]): Promise<ChangeSet[]> {
  const weighed = await tx.contractWeighing.findMany({
    where: { trustId: actor.trustId, loadId: { in: rows.map((row) => row.loadId) } },
  })
  const totals = new Map(weighed.map((one) => [one.loadId, one.totals as unknown as Totals]))
  return rows.map((row) => ({
    loadId: row.loadId,
    own: row.ownerId === actor.trustId,
    ...{ ownerName: row.ownerName, fileName: row.fileName, sha256: row.sha256, rows: row.rowsTotal, lines: row.lines },
    ...{ firstOn: storedDate(row.firstOn), lastOn: storedDate(row.lastOn) },
    ...{ agreedAt: row.agreedAt, undoneAt: row.undoneAt },
    totals: shownTotals(totals.get(row.loadId), sightOf(actor)),
  }))
}

/**
 * Catalogues that change something for the reader: those that wait for a second person of their own organisation, and
 * those agreed to that begin, or began in the last 31 days; the newest 50. Needs `contract.view`.
 */
export async function changeSets(actor: Actor, now: Date): Promise<{ waiting: ChangeSet[]; agreed: ChangeSet[] }> {
  if (!may(actor, 'contract.view')) return { waiting: [], agreed: [] }
  return withTrust(actor, async (tx) => {
    const since = new Date(`${addDays(londonDate(now), -31)}T00:00:00Z`)
    const rows = await tx.contractChangeSet.findMany({
      where: { lastOn: { gte: since } },
      orderBy: { loadId: 'desc' },
      take: 50,
    })
    const own = rows.filter((row) => row.agreedAt === null).map((row) => row.loadId)
    const states = await tx.fileLoad.findMany({ where: { id: { in: own }, state: 'proposed' }, select: { id: true } })
    const open = new Set(states.map((one) => one.id))
    const sets = await setsOf(tx, actor, rows)
    return {
      waiting: sets.filter((one) => open.has(one.loadId)),
      agreed: sets.filter((one) => one.agreedAt !== null && one.undoneAt === null),
    }
  })
}

/** Lines of one view of a catalogue's changes, so many after so many; none where there is no such catalogue. */
export async function changeLines(
  actor: Actor,
  asked: { loadId: string; view: ChangeView },
  page: { size: number; offset: number },
  now: Date,
): Promise<ChangeLine[]> {
  if (!may(actor, 'contract.view')) return []
  return withTrust(actor, async (tx) => {
    const row = await tx.contractChangeSet.findFirst({ where: { loadId: asked.loadId }, select: { ownerId: true } })
    if (!row) return []
    const key = { ownerId: row.ownerId, loadId: asked.loadId }
    if (actor.trustKind === 'hub' || asked.view === 'all') return linesToAll(tx, actor, key, page)
    return linesOfPart(tx, actor, key, asked.view, { ...page, today: londonDate(now) })
  })
}

/** How many lines a page of one view shows, and how many of each part where both are shown. */
const A_PAGE = 50
const AT_FIRST = 20

/** What one catalogue changes for the reader; null where there is none that they may know of. Needs `contract.view`. */
export async function changesPage(
  actor: Actor,
  loadId: string,
  asked: ChangesAddress,
  now: Date,
): Promise<ChangesPage | null> {
  if (!may(actor, 'contract.view')) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.contractChangeSet.findFirst({ where: { loadId } })
    const [set] = row ? await setsOf(tx, actor, [row]) : []
    if (!row || !set) return null
    const decision = set.own ? await decisionOf(tx, actor, loadId) : null
    if (set.own && (!decision || decision.state === 'cancelled')) return null
    const references = await tx.$queryRaw<ChangesPage['references']>`
      SELECT reference, lot, buying_group AS "buyingGroup", count(*)::int AS lines FROM contract_change
      WHERE owner_id = ${row.ownerId}::uuid AND load_id = ${loadId}::uuid GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 20`
    const key = { ownerId: row.ownerId, loadId }
    const today = londonDate(now)
    const offset = (asked.page - 1) * A_PAGE
    const nothing = { act: [], rest: [], orders: [], templates: [], more: false }
    const base = { ...set, decision, references }
    if (actor.trustKind === 'hub') {
      const lines = await linesToAll(tx, actor, key, { size: A_PAGE + 1, offset })
      return { ...base, ...nothing, rest: lines.slice(0, A_PAGE), more: lines.length > A_PAGE }
    }
    if (!set.totals) return { ...base, ...nothing }
    if (asked.view && asked.view !== 'all') {
      const lines = await linesOfPart(tx, actor, key, asked.view, { size: A_PAGE + 1, offset, today })
      const shown = lines.slice(0, A_PAGE)
      const parts = asked.view === 'act' ? { act: shown } : { rest: shown }
      return { ...base, ...nothing, ...parts, more: lines.length > A_PAGE }
    }
    const act = await linesOfPart(tx, actor, key, 'act', { size: AT_FIRST, offset: 0, today })
    const rest = await linesOfPart(tx, actor, key, 'rest', { size: AT_FIRST, offset: 0, today })
    const orders = may(actor, 'order.view') ? await touchedOrders(tx, actor, key) : []
    const templates = may(actor, 'order.raise') ? await touchedTemplates(tx, actor, key) : []
    return { ...base, act, rest, orders, templates, more: false }
  })
}

async function decisionOf(tx: Tx, actor: Actor, loadId: string): Promise<Decision | null> {
  const load = await tx.fileLoad.findFirst({ where: { id: loadId } })
  if (!load || !isLoadState(load.state)) return null
  const people = await peopleOfTrust(tx)
  const second = isSomebodyElse(actor, [load.chosenBy, load.proposedBy])
  return {
    ...{ state: load.state, version: load.version, returned: load.returned },
    chosenBy: nameOf(people, load.chosenBy),
    chosenAt: load.chosenAt,
    proposedBy: load.proposedBy && nameOf(people, load.proposedBy),
    proposedAt: load.proposedAt,
    agreedBy: load.loadedBy && nameOf(people, load.loadedBy),
    mayPropose: load.state === 'ready' && may(actor, 'contract.load'),
    mayDecide: load.state === 'proposed' && second && may(actor, 'contract.approve'),
    behind: !second,
    mayThrow: !second && may(actor, 'contract.load'),
  }
}
