import 'server-only'
import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import type { Act } from '#lib/access/actor.ts'
import { audit, ownAuditKey } from '#lib/db/audit.ts'
import { codeOf } from '#lib/db/audit-codes.ts'
import { commit } from '#lib/db/commit.ts'
import { readAhead } from '#lib/lists/ahead.ts'
import { fileOf } from '#lib/lists/sheet.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { AuditAsked } from '../audit.schema.ts'
import { auditQuery } from '../audit.schema.ts'
import { auditFile } from '../audit-file.queries.ts'
import { newestSeals } from '../seals/outside.queries.ts'
import { EXPORT_FILES, type Manifest, manifestText } from './manifest.ts'

/** Entries of the longest export: more is narrowed by time, or taken as a list, which has the codes too. */
export const MOST_EXPORTED = 20_000

/** An export: its file's name, its bytes, and the SHA-256 of its CSV as the record keeps it. */
export type Exported = { fileName: string; content: Uint8Array; entries: number; sha256: string }

/**
 * Exports entries of the record as evidence: CSV and Excel with the codes of the chains, and a manifest with the SHA-256
 * of both, coded with the audit key. That it was taken, by whom, under which filters and with which hashes is put on
 * the record before a byte leaves. Refuses EXPORT_TOO_LONG beyond `MOST_EXPORTED` entries.
 */
export async function exportAudit(act: Act, asked: AuditAsked): Promise<Result<Exported>> {
  const query = auditQuery(asked)
  const opened = await auditFile.open(act.actor, act.now, query)
  if (!opened.ok) return opened
  const ahead = await readAhead(opened.value, MOST_EXPORTED)
  if (!ahead) return refuse({ code: 'EXPORT_TOO_LONG', most: MOST_EXPORTED })
  const taking = { title: auditFile.title, actor: act.actor, now: act.now }
  const csv = await bytesOf(fileOf('csv', ahead.list, taking).bytes)
  const xlsx = await bytesOf(fileOf('xlsx', ahead.list, taking).bytes)
  const files = [
    { name: EXPORT_FILES.csv, bytes: csv.byteLength, sha256: sha256Of(csv) },
    { name: EXPORT_FILES.xlsx, bytes: xlsx.byteLength, sha256: sha256Of(xlsx) },
  ]
  const id = act.newId()
  const [seal] = (await newestSeals(act, 1)).map(({ day, code }) => ({ day, seal: code }))
  const { trustId, odsCode, trustName, name } = act.actor
  const said: Manifest = {
    what: 'Export of the audit record',
    trust: { id: trustId, odsCode, name: trustName },
    ...{ id, by: name, at: act.now.toISOString() },
    filters: opened.value.filters.map(([label, words]): [string, string] => [label, words]),
    ...{ entries: ahead.rows, files, lastSeal: seal ?? null },
    how: 'npm run audit:verify -- --export FILE checks the codes, the hashes, and that each entry is in the record.',
  }
  const code = codeOf(ownAuditKey(), Buffer.alloc(0), manifestText(said)).toString('hex')
  const content = zipSync(
    {
      [EXPORT_FILES.csv]: csv,
      [EXPORT_FILES.xlsx]: [xlsx, { level: 0 }],
      [EXPORT_FILES.manifest]: strToU8(`${JSON.stringify({ ...said, code }, null, 2)}\n`),
    },
    { mtime: act.now },
  )
  const recorded = await commit(act, { name: 'exportAudit', permission: 'audit.view' }, query, async (tx) => {
    audit(tx, { document: 'list_file', id, verb: 'RECORD_EXPORTED', data: { query, entries: ahead.rows, files, code } })
    return ok()
  })
  if (!recorded.ok) return recorded
  const fileName = `audit-${odsCode}-${londonDate(act.now)}.zip`
  return ok({ fileName, content, entries: ahead.rows, sha256: files[0]?.sha256 ?? '' })
}

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return new Uint8Array(Buffer.concat(all))
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
