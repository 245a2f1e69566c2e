import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { markedCsv, markedXlsx } from '#lib/documents/marked-sheet.ts'
import { FORMATS } from '#lib/documents/spreadsheet.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { maySee } from './kind.rules.ts'
import { blockOf, loadById } from './load.store.ts'
import { MARKED_WHOLE, type MarkedRow, markerOf, rowsToMark } from './marked.rules.ts'
import type { Problem } from './report.rules.ts'

/**
 * A copy of a file that must be put right, with its bad cells marked: a workbook as a workbook, anything else as CSV. Of a
 * large file the rows to put right alone. FILE_GONE where nothing must be put right, or its rows are not kept.
 */
export async function markedCopy(
  actor: Actor,
  id: string,
): Promise<Result<{ fileName: string; mediaType: string; content: Uint8Array }>> {
  return withTrust(actor, async (tx) => {
    const load = await loadById(tx, id)
    if (!load || !maySee(actor, load.kind)) return refuse({ code: 'NOT_FOUND', what: 'file' })
    if (load.state !== 'faulty' || !load.layout) return refuse({ code: 'FILE_GONE' })
    const row = await tx.fileLoad.findFirst({ where: { id }, select: { problems: true } })
    const problems = (row?.problems ?? []) as Problem[]
    const { headers, headRow } = load.layout
    const mark = markerOf(problems, headers, load.format)
    const wanted = load.rowsTotal > MARKED_WHOLE ? rowsToMark(problems) : null
    const rows: MarkedRow[] = []
    let width = headers.length
    for (let block = 0; ; block += 1) {
      const read = await blockOf(tx, id, block)
      if (!read) break
      for (const raw of read) {
        if (wanted && raw.row > headRow && !wanted.has(raw.row)) continue
        rows.push(mark(raw))
        width = Math.max(width, raw.cells.length)
      }
    }
    if (rows.length === 0) return refuse({ code: 'FILE_GONE' })
    const excel = load.format === 'xlsx'
    const content = excel ? markedXlsx(rows, width, headRow) : markedCsv(rows, width, headRow)
    const name = load.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '')
    const mediaType = excel ? FORMATS.xlsx.mediaType : 'text/csv'
    return ok({ fileName: `${name}-to-put-right.${excel ? 'xlsx' : 'csv'}`, mediaType, content })
  })
}
