import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { may, mayAny } from '#lib/access/permissions.ts'
import { mayHaveDataOf, PERSONAL_DATA } from '#lib/access/personal-data/whose-data.rules.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { FileFormat } from '#lib/documents/spreadsheet.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { isUuid } from '#lib/values/ids.ts'
import { isListId } from './list-ids.rules.ts'
import { listById } from './lists.ts'

/** A file that somebody asked for, as their page shows it. */
export type FileRow = {
  id: string
  title: string
  fileName: string
  format: FileFormat
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
  const { rows, people } = await withTrust(actor, async (tx) => {
    const rows = await tx.listFile.findMany({
      where: { trustId, askedBy: personId },
      orderBy: { id: 'desc' },
      take: MOST,
    })
    return { rows, people: rows.some(isData) ? await peopleOfTrust(tx) : new Map<string, TrustPerson>() }
  })
  return rows.map((row) => ({
    ...{
      id: row.id,
      title: titleOf(row, personId, people),
      fileName: row.fileName,
      askedAt: row.askedAt,
      rows: row.rowCount,
    },
    rowsExpected: row.rowsExpected,
    format: formatOf(row),
    state: row.state as FileRow['state'],
    why: row.why as FileRow['why'],
    ...{ sizeBytes: Number(row.sizeBytes), cutOff: row.cutOff, keptUntil: row.keptUntil },
  }))
}

/** For how many days the actor's trust keeps files. */
export async function keepDays(actor: Actor): Promise<number> {
  return (await withTrust(actor, settingsOfTrust)).keepFileDays
}

/** A file to be handed over, part by part. */
export type FileToTake = {
  fileName: string
  format: FileFormat
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
  if (!file || file.run === null) return nothing
  const opens = file.list === PERSONAL_DATA ? await opensData(actor, file) : opensList(actor, file)
  if (opens === null) return nothing
  if (!opens.is) return refuse({ code: 'NOT_ALLOWED', permission: opens.permission })
  return ok({
    fileName: file.fileName,
    format: formatOf(file),
    sizeBytes: Number(file.sizeBytes),
    parts: partsOf(actor, id, file.run),
  })
}

const isData = ({ list }: { list: string }) => list === PERSONAL_DATA
const ofPerson = z.object({ person: z.string() })

/** The title of a file; that of everything kept about somebody else says about whom. */
function titleOf(
  { list, title, query }: { list: string; title: string; query: unknown },
  own: string,
  people: Map<string, TrustPerson>,
): string {
  if (!isData({ list })) return title
  const { person } = ofPerson.parse(query)
  return person === own ? title : `${title} ${nameOf(people, person)}`
}

type Kept = { list: string; query: unknown; sawPrices: boolean; sawPas: boolean }
type Opens = { is: boolean; permission: string } | null

/** Whether the list is still for somebody, and shows them as much as when it was made; null where there is none such. */
function opensList(actor: Actor, { list, sawPrices, sawPas }: Kept): Opens {
  if (!isListId(list)) return null
  const { permission } = listById(list)
  const { prices, pas } = sightOf(actor)
  return {
    is: mayAny(actor, permission) && (prices || !sawPrices) && (pas || !sawPas),
    permission: permission[0] ?? '',
  }
}

async function opensData(actor: Actor, { query }: Kept): Promise<Opens> {
  const { person: id } = ofPerson.parse(query)
  const person = (await withTrust(actor, peopleOfTrust)).get(id)
  return person ? { is: mayHaveDataOf(actor, person), permission: 'people.edit' } : null
}

function formatOf({ format }: { format: string }): FileFormat {
  return format === 'csv' || format === 'zip' ? format : 'xlsx'
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
