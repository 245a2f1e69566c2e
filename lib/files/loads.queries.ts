import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { hasContracts } from '#lib/contracts/changes/first-contracts.store.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { DAY_ORDERS, type DayOrder } from './day-order.rules.ts'
import { FIELDS } from './fields.rules.ts'
import { isLoadKind, kindsToSee, type LoadKind, mayLoad, maySee } from './kind.rules.ts'
import { type Layout, layoutKey, type RememberedPlaces, rememberedLayout } from './layout.rules.ts'
import { isLoadState, isWaiting, type LoadState } from './load.status.ts'
import { blockOf, contentOf, loadById, sha256 } from './load.store.ts'
import { type LoadReport, type Problem, reportOf } from './report.rules.ts'
import { sampleOf } from './sample.rules.ts'

/** A load in the list: rows by what became of them, who chose it and when, where it stands. */
export type LoadInList = {
  id: string
  kind: LoadKind
  fileName: string
  state: LoadState
  rows: number
  added: number
  changed: number
  unchanged: number
  by: string
  at: Date
  sha256: string
  sizeBytes: number
}

/** How far the worker has come with a load. */
export type LoadProgress = { state: LoadState; version: number; rowsDone: number; rowsExpected: number | null }

/** A load with all that its page shows. `mine`: whether the reader may load this kind. */
export type LoadView = Pick<LoadInList, 'id' | 'kind' | 'fileName' | 'by' | 'at'> &
  LoadProgress & {
    layout: Layout | null
    /** Where it comes from, as its layout is called; null where none was taken or said. */
    source: string | null
    /** Of a workbook: the sheets in which something stands, and the one that is read. */
    sheets: string[]
    sheet: string | null
    report: LoadReport
    mine: boolean
    loadedBy: string
    loadedAt: Date | null
    undoneBy: string
    undoneAt: Date | null
    /** The bytes are still kept. */
    kept: boolean
    /** Somebody else must agree before it is loaded; why it was given back, '' where it was not. */
    second: boolean
    returned: string
  }

const NO_FILE = { code: 'NOT_FOUND', what: 'file' } as const

/** The newest 50 files that somebody chose, and those that wait for the reader to do something. */
export async function loadsOf(
  actor: Actor,
): Promise<{ loads: LoadInList[]; waiting: { id: string; fileName: string }[] }> {
  const kinds = kindsToSee(actor)
  if (kinds.length === 0) return { loads: [], waiting: [] }
  return withTrust(actor, async (tx) => {
    const rows = await tx.fileLoad.findMany({
      where: { kind: { in: kinds } },
      select: {
        ...{ id: true, kind: true, fileName: true, state: true, rowsTotal: true, rowsAdded: true, rowsChanged: true },
        ...{ rowsUnchanged: true, chosenBy: true, chosenAt: true, sha256: true, sizeBytes: true },
      },
      orderBy: { id: 'desc' },
      take: 50,
    })
    const people = await peopleOfTrust(tx)
    const loads = rows.flatMap((row): LoadInList[] => {
      const { id, kind, fileName, state } = row
      if (!isLoadKind(kind) || !isLoadState(state)) return []
      const counts = {
        rows: row.rowsTotal,
        added: row.rowsAdded,
        changed: row.rowsChanged,
        unchanged: row.rowsUnchanged,
      }
      const { sha256, sizeBytes } = row
      return [
        { id, kind, fileName, state, sha256, sizeBytes, ...counts, by: nameOf(people, row.chosenBy), at: row.chosenAt },
      ]
    })
    const own = rows.filter((row) => row.chosenBy === actor.personId && isLoadState(row.state) && isWaiting(row.state))
    return { loads, waiting: own.map(({ id, fileName }) => ({ id, fileName })) }
  })
}

/** One load with its report. Null when there is none, it is another trust's, or of a kind that the actor may not see. */
export async function loadView(actor: Actor, id: string): Promise<LoadView | null> {
  return withTrust(actor, async (tx) => {
    const load = await loadById(tx, id)
    if (!load || !maySee(actor, load.kind)) return null
    const people = await peopleOfTrust(tx)
    const kept = (await tx.fileContent.count({ where: { loadId: id } })) > 0
    const { kind, fileName, state, version, layout, rowsDone, rowsExpected, loadedAt, undoneAt, chosenAt: at } = load
    return {
      ...{ id, kind, fileName, state, version, layout, rowsDone, rowsExpected, loadedAt, undoneAt, at, kept },
      ...{ source: load.source, sheets: load.sheets, sheet: load.sheet },
      report: reportOf(load),
      second: kind === 'contracts' && (await hasContracts(tx)),
      returned: load.returned,
      mine: mayLoad(actor, kind),
      by: nameOf(people, load.chosenBy),
      loadedBy: nameOf(people, load.loadedBy),
      undoneBy: nameOf(people, load.undoneBy),
    }
  })
}

/** A source whose files have the columns of this one: what its columns hold, and how it writes days where that is known. */
export type KnownSource = { source: string; layout: Layout; dayOrder: DayOrder | null }

/** The sources that are remembered for files with the columns of a load, the one said last first. */
export async function knownSources(actor: Actor, { kind, layout, mine }: LoadView): Promise<KnownSource[]> {
  if (!mine || !layout) return []
  return withTrust(actor, async (tx) => {
    const columnsSha256 = sha256(layoutKey(layout.headers))
    const rows = await tx.fileLayout.findMany({
      where: { kind, columnsSha256 },
      orderBy: [{ savedAt: 'desc' }, { source: 'asc' }],
      take: 20,
    })
    const head = { row: layout.headRow, cells: layout.headers }
    return rows.flatMap(({ source, places, dayOrder }) => {
      const found = rememberedLayout(head, places as RememberedPlaces, FIELDS[kind])
      return found ? [{ source, layout: found, dayOrder: DAY_ORDERS.find((one) => one === dayOrder) ?? null }] : []
    })
  })
}

/** The first texts of each column of a file below its head, to tell columns apart by; empty when its rows are gone. */
export async function columnSamples(actor: Actor, view: Pick<LoadView, 'id' | 'layout' | 'mine'>): Promise<string[]> {
  const { layout } = view
  if (!view.mine || !layout) return []
  return withTrust(actor, async (tx) => sampleOf((await blockOf(tx, view.id, 0)) ?? [], layout))
}

/** How far the worker has come with a load. */
export async function loadProgress(actor: Actor, id: string): Promise<Result<LoadProgress>> {
  return withTrust(actor, async (tx) => {
    const load = await tx.fileLoad.findFirst({
      where: { id },
      select: { kind: true, state: true, version: true, rowsDone: true, rowsExpected: true },
    })
    if (!load || !maySee(actor, load.kind) || !isLoadState(load.state)) return refuse(NO_FILE)
    const { state, version, rowsDone, rowsExpected } = load
    return ok({ state, version, rowsDone, rowsExpected })
  })
}

/** All that must be put right in a file, up to a bound. */
export async function loadProblems(actor: Actor, id: string): Promise<Result<Problem[]>> {
  return withTrust(actor, async (tx) => {
    const row = await tx.fileLoad.findFirst({ where: { id }, select: { kind: true, problems: true } })
    if (!row || !maySee(actor, row.kind)) return refuse(NO_FILE)
    return ok((row.problems ?? []) as Problem[])
  })
}

/** A file as it came. */
export async function loadedFile(actor: Actor, id: string): Promise<Result<{ fileName: string; content: Uint8Array }>> {
  return withTrust(actor, async (tx) => {
    const load = await tx.fileLoad.findFirst({ where: { id }, select: { kind: true, fileName: true } })
    if (!load || !maySee(actor, load.kind)) return refuse(NO_FILE)
    const content = await contentOf(tx, id)
    return content ? ok({ fileName: load.fileName, content }) : refuse({ code: 'FILE_GONE' })
  })
}
