import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may, mayAny } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { isUuid } from '#lib/values/ids.ts'
import { isListId } from './list-ids.rules.ts'
import { listById } from './lists.ts'

/** A file that somebody asked for, as their page shows it. */
export type FileRow = {
  id: string
  title: string
  fileName: string
  format: 'csv' | 'xlsx'
  askedAt: Date
  state: 'waiting' | 'making' | 'ready' | 'failed' | 'cancelled'
  why: 'left' | 'not_allowed' | 'gone' | 'fault' | ''
  rows: number
  /** About how many it will have; null where nobody can tell. */
  rowsExpected: number | null
  sizeBytes: number
  cutOff: boolean
  keptUntil: Date
}

const MOST = 100

/** One's own files, the newest first, at most a hundred. */
export async function filesOf(actor: Actor): Promise<FileRow[]> {
  const { trustId, personId } = actor
  if (!may(actor, 'own.settings') || personId === null) return []
  const rows = await withTrust(actor, (tx) =>
    tx.listFile.findMany({ where: { trustId, askedBy: personId }, orderBy: { id: 'desc' }, take: MOST }),
  )
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title, fileName: row.fileName, askedAt: row.askedAt, rows: row.rowCount },
    rowsExpected: row.rowsExpected,
    format: row.format === 'csv' ? 'csv' : 'xlsx',
    state: row.state as FileRow['state'],
    why: row.why as FileRow['why'],
    ...{ sizeBytes: Number(row.sizeBytes), cutOff: row.cutOff, keptUntil: row.keptUntil },
  }))
}

/** A file to be handed over, part by part. */
export type FileToTake = {
  fileName: string
  format: 'csv' | 'xlsx'
  sizeBytes: number
  parts: AsyncIterable<Uint8Array>
}

/**
 * One's own file that is ready. Refuses FILE_OVER for any other, and NOT_ALLOWED where one's roles no longer open the
 * list, or showed more of its prices when it was made.
 */
export async function fileToTake(actor: Actor, id: string): Promise<Result<FileToTake>> {
  const { trustId, personId } = actor
  const nothing = refuse({ code: 'FILE_OVER' })
  if (!may(actor, 'own.settings')) return refuse({ code: 'NOT_ALLOWED', permission: 'own.settings' })
  if (personId === null || !isUuid(id)) return nothing
  const file = await withTrust(actor, (tx) =>
    tx.listFile.findFirst({ where: { trustId, id, askedBy: personId, state: 'ready' } }),
  )
  if (!file || file.run === null || !isListId(file.list)) return nothing
  const { permission } = listById(file.list)
  const { prices, pas } = sightOf(actor)
  const sees = (prices || !file.sawPrices) && (pas || !file.sawPas)
  const opens = mayAny(actor, permission) && sees
  if (!opens) return refuse({ code: 'NOT_ALLOWED', permission: permission[0] ?? '' })
  return ok({
    fileName: file.fileName,
    format: file.format === 'csv' ? 'csv' : 'xlsx',
    sizeBytes: Number(file.sizeBytes),
    parts: partsOf(actor, id, file.run),
  })
}

async function* partsOf(actor: Actor, fileId: string, run: string): AsyncGenerator<Uint8Array> {
  for (let partNo = 1; ; partNo += 1) {
    const part = await withTrust(actor, (tx) =>
      tx.listFilePart.findFirst({ where: { trustId: actor.trustId, fileId, run, partNo }, select: { content: true } }),
    )
    if (!part) return
    yield part.content
  }
}
