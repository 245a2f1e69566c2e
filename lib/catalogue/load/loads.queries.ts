import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may, type Permission } from '#lib/access/permissions.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { isLoadKind, LOAD_PERMISSION, type LoadKind } from './report.rules.ts'

/** Who may look at what was loaded. */
export const SEES_LOADS = ['catalogue.load', 'contract.load', 'settings.view'] as const satisfies readonly Permission[]

/** A file that was loaded: rows by what became of them. */
export type LoadView = {
  id: string
  kind: LoadKind
  fileName: string
  sha256: string
  sizeBytes: number
  rows: number
  added: number
  changed: number
  unchanged: number
  by: string
  at: Date
}

/** A file that waits to be loaded. */
export type StagedView = { id: string; kind: LoadKind; fileName: string; content: Uint8Array; at: Date }

const seesLoads = (actor: Actor) => SEES_LOADS.some((one) => may(actor, one))

const kindOf = (text: string): LoadKind => (isLoadKind(text) ? text : 'packs')

type LoadRow = {
  id: string
  kind: string
  fileName: string
  sha256: string
  sizeBytes: number
  rowsTotal: number
  rowsAdded: number
  rowsChanged: number
  rowsUnchanged: number
  loadedBy: string | null
  loadedAt: Date
}

const COLUMNS = {
  id: true,
  kind: true,
  fileName: true,
  sha256: true,
  sizeBytes: true,
  rowsTotal: true,
  rowsAdded: true,
  rowsChanged: true,
  rowsUnchanged: true,
  loadedBy: true,
  loadedAt: true,
} as const

function viewOf(row: LoadRow, by: string): LoadView {
  return {
    id: row.id,
    kind: kindOf(row.kind),
    fileName: row.fileName,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    rows: row.rowsTotal,
    added: row.rowsAdded,
    changed: row.rowsChanged,
    unchanged: row.rowsUnchanged,
    by,
    at: row.loadedAt,
  }
}

/** The newest 50 files that were loaded, and the reader's own file that waits. */
export async function loadsOf(
  actor: Actor,
): Promise<{ loads: LoadView[]; waiting: { id: string; fileName: string } | null }> {
  if (!seesLoads(actor)) return { loads: [], waiting: null }
  return withTrust(actor, async (tx) => {
    const rows = await tx.fileLoad.findMany({ select: COLUMNS, orderBy: { id: 'desc' }, take: 50 })
    const people = await peopleOfTrust(tx)
    const waiting = actor.personId
      ? await tx.fileStage.findFirst({ where: { stagedBy: actor.personId }, select: { id: true, fileName: true } })
      : null
    return { loads: rows.map((row) => viewOf(row, nameOf(people, row.loadedBy))), waiting }
  })
}

/** One file: loaded, or waiting to be (only for who may load its kind). Null when there is none, or it is another trust's. */
export async function fileById(actor: Actor, id: string): Promise<{ load: LoadView } | { staged: StagedView } | null> {
  if (!seesLoads(actor)) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.fileLoad.findFirst({ where: { id }, select: COLUMNS })
    if (row) return { load: viewOf(row, nameOf(await peopleOfTrust(tx), row.loadedBy)) }
    const staged = await tx.fileStage.findFirst({ where: { id } })
    if (!staged || !may(actor, LOAD_PERMISSION[kindOf(staged.kind)])) return null
    const { fileName, content, stagedAt } = staged
    return { staged: { id, kind: kindOf(staged.kind), fileName, content, at: stagedAt } }
  })
}

/** A loaded file as it came. */
export async function loadedFile(actor: Actor, id: string): Promise<Result<{ fileName: string; content: Uint8Array }>> {
  if (!seesLoads(actor)) return refuse({ code: 'NOT_ALLOWED', permission: 'catalogue.load' })
  return withTrust(actor, async (tx) => {
    const row = await tx.fileLoad.findFirst({ where: { id }, select: { fileName: true, content: true } })
    return row ? ok(row) : refuse({ code: 'NOT_FOUND', what: 'file' })
  })
}
