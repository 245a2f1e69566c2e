import 'server-only'
import { createHash } from 'node:crypto'
import type { Act, Actor } from '#lib/access/actor.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { isLoadKind, LOAD_PERMISSION, type LoadKind, mayLoad } from './kind.rules.ts'
import type { Layout } from './layout.rules.ts'
import { isLoadState, LOAD_MOVES, type LoadMove, type LoadState } from './load.status.ts'
import type { FoundReport } from './report.rules.ts'
import type { RawRow } from './row.rules.ts'
import { FILE_FORMATS, type FileFormat } from './what-it-is.rules.ts'

/** The longest that one load may take, in milliseconds: two hundred thousand rows on a small machine. */
export const LONGEST_LOAD = 900_000

/** A load as commands and jobs know it. */
export type FileLoad = {
  id: string
  kind: LoadKind
  format: FileFormat
  fileName: string
  sha256: string
  sizeBytes: number
  state: LoadState
  version: number
  run: string | null
  runs: number
  layout: Layout | null
  /** Where it comes from, as the layout that was taken is called; null where none was. */
  source: string | null
  /** Of a workbook: the sheets in which something stands, and the one that is read. */
  sheets: string[]
  sheet: string | null
  notes: string[]
  report: FoundReport | null
  rowsTotal: number
  rowsAdded: number
  rowsChanged: number
  rowsUnchanged: number
  rowsDone: number
  rowsExpected: number | null
  chosenBy: string | null
  chosenAt: Date
  /** Who said yes to it, from then on. */
  loadedBy: string | null
  loadedAt: Date | null
  undoneBy: string | null
  undoneAt: Date | null
  /** Who asked a second person to agree; why it was given back. */
  proposedBy: string | null
  proposedAt: Date | null
  returned: string
}

/** What a move writes besides the state. */
export type LoadChange = Partial<{
  layout: Layout
  source: string
  sheets: string[]
  sheet: string
  notes: string[]
  report: FoundReport
  problems: FoundReport['problems']
  rowsTotal: number
  rowsAdded: number
  rowsChanged: number
  rowsUnchanged: number
  loadedBy: string | null
  loadedAt: Date
  undoneBy: string | null
  undoneAt: Date
  proposedBy: string | null
  proposedAt: Date
  returned: string
}>

/** A load of the current trust; null when there is none. */
export async function loadById(tx: Tx, id: string): Promise<FileLoad | null> {
  const row = await tx.fileLoad.findFirst({ where: { id }, omit: { problems: true } })
  if (!row || !isLoadKind(row.kind) || !isLoadState(row.state)) return null
  const format = FILE_FORMATS.find((one) => one === row.format) ?? 'csv'
  return {
    ...row,
    kind: row.kind,
    state: row.state,
    format,
    layout: row.layout as Layout | null,
    report: row.report as FoundReport | null,
  }
}

/**
 * A load that somebody wants to take further. Refuses FILE_GONE where there is none or it was thrown away, NOT_ALLOWED
 * where they may not load its kind.
 */
export async function loadToMove(tx: Tx, actor: Actor, id: string): Promise<Result<FileLoad>> {
  const load = await loadById(tx, id)
  if (!load || load.state === 'cancelled') return refuse({ code: 'FILE_GONE' })
  if (!mayLoad(actor, load.kind)) return refuse({ code: 'NOT_ALLOWED', permission: LOAD_PERMISSION[load.kind][0] })
  return ok(load)
}

/**
 * Moves a load on: only from where the move may begin, only as it was seen (`version`), and for a run of the worker only
 * while it is the run that may write. Answers whether it moved.
 */
export async function moveLoad(
  tx: Tx,
  seen: { id: string; version?: number; run?: string },
  move: LoadMove,
  change: LoadChange = {},
): Promise<boolean> {
  const { from, to } = LOAD_MOVES[move]
  const { layout, report, problems, ...plain } = change
  const json = (value: object | undefined) =>
    value === undefined ? undefined : (value as unknown as Prisma.InputJsonValue)
  const { count } = await tx.fileLoad.updateMany({
    where: {
      id: seen.id,
      state: { in: [...from] },
      ...(seen.version === undefined ? {} : { version: seen.version }),
      ...(seen.run === undefined ? {} : { run: seen.run }),
    },
    data: {
      ...plain,
      ...(layout ? { layout: json(layout) } : {}),
      ...(report ? { report: json(report) } : {}),
      ...(problems ? { problems: json(problems) } : {}),
      state: to,
      run: null,
      runs: 0,
      rowsDone: 0,
      version: { increment: 1 },
    },
  })
  return count > 0
}

/** Begins a run of the worker on a load that is in this state; any run before it can write no more. Null when it moved on. */
export async function beginRun(tx: Tx, act: Act, id: string, state: LoadState): Promise<string | null> {
  const run = act.newId()
  const { count } = await tx.fileLoad.updateMany({
    where: { id, state },
    data: { run, runs: { increment: 1 }, rowsDone: 0 },
  })
  return count > 0 ? run : null
}

/** Says how far a run has come. False when the run may not go on: somebody threw the file away, or another run began. */
export async function tellProgress(
  tx: Tx,
  { id, run }: { id: string; run: string },
  rowsDone: number,
  rowsExpected: number | null,
): Promise<boolean> {
  const { count } = await tx.fileLoad.updateMany({ where: { id, run }, data: { rowsDone, rowsExpected } })
  return count > 0
}

/** The bytes of a load's file; null when they were thrown away. */
export async function contentOf(tx: Tx, id: string): Promise<Uint8Array | null> {
  const row = await tx.fileContent.findFirst({ where: { loadId: id }, select: { content: true } })
  return row?.content ?? null
}

/** One block of a load's rows as they were read; null beyond the last. */
export async function blockOf(tx: Tx, id: string, block: number): Promise<RawRow[] | null> {
  const row = await tx.fileRows.findFirst({ where: { loadId: id, block }, select: { rows: true } })
  return row ? (row.rows as unknown as RawRow[]) : null
}

/** Keeps one block of rows. */
export async function keepBlock(tx: Tx, actor: Actor, id: string, block: number, rows: RawRow[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO file_rows (trust_id, load_id, block, rows)
    VALUES (${actor.trustId}::uuid, ${id}::uuid, ${block}, ${JSON.stringify(rows)}::jsonb)`
}

/** Drops the rows of a load; with `content` its bytes, too. */
export async function dropRows(tx: Tx, id: string, { content }: { content: boolean }): Promise<void> {
  await tx.fileRows.deleteMany({ where: { loadId: id } })
  if (content) await tx.fileContent.deleteMany({ where: { loadId: id } })
}

/** One load of a trust at a time: held to the end of the transaction. */
export async function lockLoads(tx: Tx, actor: Actor): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`load ${actor.trustId}`}, 0))::text`
}

/** The SHA-256 of bytes or text, as hexadecimal digits. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A file's name fit to be kept: its last part, letters and plain signs only. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[^\p{L}\p{N}._ ()-]/gu, '_').slice(-120) || 'file.csv'
}
