import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { codedManifest, EXPORT_FILES, manifest, manifestText } from '#lib/audit/export/manifest.ts'
import { type AuditKey, codeOf } from '#lib/db/audit-codes.ts'
import type { Ask } from '#lib/db/verify/reader.ts'
import { Problem } from '../problem.ts'
import { type ExportedRow, inWorkbook, rowsOfCsv, rowsOfXlsx } from './export-rows.ts'

/** What a check of an export came to: how many entries it has, and the first thing that is not as it was. */
export type ExportChecked = { entries: number; by: string; at: Date; organisation: string; wrong: string | null }

const BATCH = 500
const MOST_BYTES = 1_500_000_000

/**
 * Checks an export of the record: its manifest against the audit key, its files against the manifest, its workbook
 * against its CSV, the code of each entry against its text, and that each is in the record of the database with this code.
 * @throws Problem where the file cannot be read as an export
 */
export async function checkExport(
  file: string,
  { ask, key, enter }: { ask: Ask; key: AuditKey; enter: (trustId: string) => Promise<unknown> },
): Promise<ExportChecked> {
  const files = unzipped(file)
  const said = readManifest(files, file)
  const { entries, by } = said
  const checked = { entries, by, at: new Date(said.at), organisation: `${said.trust.name} (${said.trust.odsCode})` }
  const wrong = (words: string): ExportChecked => ({ ...checked, wrong: words })
  const { code, ...rest } = said
  const right = codeOf(key, Buffer.alloc(0), manifestText(manifest.parse(rest))).toString('hex')
  if (right !== code) return wrong('Its manifest was changed, or written by somebody without the audit key.')
  for (const { name, sha256 } of said.files) {
    const content = files[name]
    if (!content) return wrong(`${name} is missing.`)
    if (createHash('sha256').update(content).digest('hex') !== sha256) return wrong(`${name} was changed.`)
  }
  await enter(said.trust.id)
  const rows = rowsOfCsv(files[EXPORT_FILES.csv] ?? new Uint8Array())
  if (rows.length !== entries) return wrong(`It has ${rows.length} entries, and its manifest says ${entries}.`)
  const unlike = unlikeWorkbook(rows, files[EXPORT_FILES.xlsx] ?? new Uint8Array())
  if (unlike !== null) return wrong(unlike)
  for (let from = 0; from < rows.length; from += BATCH) {
    const part = rows.slice(from, from + BATCH)
    const stored = await ask<{ id: string; code: string }>(
      "SELECT id, encode(mac, 'hex') AS code FROM audit_event WHERE trust_id = $1::uuid AND id = ANY ($2::uuid[])",
      [said.trust.id, part.map((row) => row.id)],
    )
    const codes = new Map(stored.map((row) => [row.id, row.code]))
    for (const row of part) {
      const made = codeOf(key, Buffer.from(row.before, 'hex'), row.text).toString('hex')
      if (made !== row.code) return wrong(`The code of entry ${row.id} does not fit its text.`)
      const there = codes.get(row.id)
      if (there === undefined) return wrong(`Entry ${row.id} is not in the record any more.`)
      if (there !== row.code) return wrong(`Entry ${row.id} has another code in the record.`)
    }
  }
  return { ...checked, wrong: null }
}

/** What the workbook has otherwise than the CSV, row by row; null when both say the same. */
function unlikeWorkbook(rows: readonly ExportedRow[], content: Uint8Array): string | null {
  const { csv, xlsx } = EXPORT_FILES
  const sheet = readWorkbook(content)
  if (sheet === null) return `${xlsx} cannot be read.`
  if (sheet.length !== rows.length) return `${xlsx} has ${sheet.length} entries, and ${csv} has ${rows.length}.`
  for (const [index, row] of rows.entries()) {
    const same = sheet[index]
    const alike = same?.id === row.id && same.before === row.before && same.code === row.code
    if (!alike || same.text !== inWorkbook(row.text)) return `Entry ${row.id} is not in ${xlsx} as it is in ${csv}.`
  }
  return null
}

function readWorkbook(content: Uint8Array): ExportedRow[] | null {
  try {
    return rowsOfXlsx(content)
  } catch {
    return null
  }
}

function unzipped(file: string): Record<string, Uint8Array> {
  try {
    let bytes = 0
    return unzipSync(readFileSync(file), {
      filter({ name, originalSize }) {
        bytes += originalSize
        if (bytes > MOST_BYTES) throw new Error('too much')
        return (Object.values(EXPORT_FILES) as string[]).includes(name)
      },
    })
  } catch {
    throw new Problem(`${file} cannot be read as an export.`, 'Give the zip file as it was taken from the Audit page.')
  }
}

function readManifest(files: Record<string, Uint8Array>, file: string) {
  try {
    return codedManifest.parse(JSON.parse(strFromU8(files[EXPORT_FILES.manifest] ?? new Uint8Array())))
  } catch {
    throw new Problem(`${file} holds no manifest that can be read.`, 'Give the zip file as it was taken.')
  }
}
