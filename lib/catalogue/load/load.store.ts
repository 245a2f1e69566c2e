import 'server-only'
import { createHash } from 'node:crypto'
import type { Act, Actor } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LISTED, type LoadKind, type LoadReport } from './report.rules.ts'

/** The longest that one load may take, in milliseconds: two hundred thousand rows on a small machine. */
export const LONGEST_LOAD = 900_000

/** A file as it came. */
export type ChosenFile = { fileName: string; content: Uint8Array }

/** What is to be loaded: a file, or one that was chosen before and looked through. */
export type LoadInput = ChosenFile | { stageId: string }

/** What loading answers: the load, or null where the file changed nothing; and the report. */
export type Loaded = { loadId: string | null; report: LoadReport }

/** An empty report on a file. */
export function newReport(kind: LoadKind, file: ChosenFile): LoadReport {
  return {
    kind,
    fileName: safeName(file.fileName),
    sha256: createHash('sha256').update(file.content).digest('hex'),
    sizeBytes: file.content.length,
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    problemCount: 0,
    problems: [],
    warningCount: 0,
    warnings: [],
    notes: [],
    priceChanges: [],
  }
}

/** Puts problems and warnings in order and keeps as many as can be read; the counts say how many there are. */
export function closeReport(report: LoadReport): LoadReport {
  const inOrder = (list: LoadReport['problems']) =>
    list.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)).slice(0, LISTED)
  return {
    ...report,
    problemCount: report.problems.length,
    problems: inOrder(report.problems),
    warningCount: report.warnings.length,
    warnings: inOrder(report.warnings),
    priceChanges: report.priceChanges.slice(0, LISTED),
  }
}

function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[^\p{L}\p{N}._ ()-]/gu, '_').slice(0, 120) || 'file.csv'
}

/** What a load is told apart by when its key comes again: never the content itself. */
export function bodyOf(kind: LoadKind, input: LoadInput): Record<string, string> {
  if ('stageId' in input) return { stageId: input.stageId }
  const { fileName, sha256 } = newReport(kind, input)
  return { fileName, sha256 }
}

/** The file to load. A chosen one leaves its place: `loadId` is then its id, so that its address goes on to hold. */
export async function takeFile(
  tx: Tx,
  act: Act,
  kind: LoadKind,
  input: LoadInput,
): Promise<Result<{ file: ChosenFile; loadId: string }>> {
  if (!('stageId' in input)) return ok({ file: input, loadId: act.newId() })
  const staged = await tx.fileStage.findFirst({ where: { id: input.stageId, kind } })
  if (!staged) return refuse({ code: 'FILE_GONE' })
  await tx.fileStage.deleteMany({ where: { id: staged.id } })
  return ok({ file: { fileName: staged.fileName, content: staged.content }, loadId: staged.id })
}

/** One load of a trust at a time: held to the end of the transaction. */
export async function lockLoads(tx: Tx, actor: Actor): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`load ${actor.trustId}`}, 0))::text`
}

/** Keeps a file that changed something, as it came, and says so for the record. */
export async function keepFile(
  tx: Tx,
  act: Act,
  loadId: string,
  report: LoadReport,
  content: Uint8Array,
): Promise<void> {
  await tx.fileLoad.create({
    data: {
      trustId: act.actor.trustId,
      id: loadId,
      kind: report.kind,
      fileName: report.fileName,
      sha256: report.sha256,
      sizeBytes: report.sizeBytes,
      content: new Uint8Array(content),
      rowsTotal: report.rows,
      rowsAdded: report.added,
      rowsChanged: report.changed,
      rowsUnchanged: report.unchanged,
      loadedBy: act.actor.personId,
      loadedAt: act.now,
    },
  })
  const { kind, sha256, rows, added, changed, unchanged } = report
  audit(tx, {
    document: 'file_load',
    id: loadId,
    verb: 'LOADED',
    data: { kind, sha256, rows, added, changed, unchanged },
  })
}
