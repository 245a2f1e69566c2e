import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { CODE_WORDS, LOCAL_CODE } from './local-code.schema.ts'

const COLUMNS = ['local_code', 'stock_system', 'ampp_id', 'gtin', 'description'] as const

/** A column of a file of local codes. */
export type CodeColumn = (typeof COLUMNS)[number]

/** The columns of a file of local codes: one row for each code; the pack by dm+d id or barcode. */
export const CODE_FILE: Columns<CodeColumn> = { all: COLUMNS, required: ['local_code', 'stock_system'] }

/** A code as a file gives it; one of `amppId` and `gtin` is ''. */
export type CodeRow = { row: number; code: string; system: string; amppId: string; gtin: string }

/** Reads one row of a file of local codes; null with problems where it cannot be read. */
export function readCodeRow(row: TableRow<CodeColumn>): ReadRow<CodeRow> {
  return readRow(row, readCode)
}

function readCode(at: CellReader<CodeColumn>, { row }: TableRow<CodeColumn>): CodeRow | null {
  const code = at.needed('local_code', 'the code', 40)
  if (code !== null && !LOCAL_CODE.test(code)) at.complain('local_code', `${CODE_WORDS}.`)
  const system = at.needed('stock_system', 'which system has the code', 60)
  const amppId = at.dmdId('ampp_id', 'the dm+d id of the pack', true)
  const gtin = at.gtin('gtin')
  if (code === null || system === null || amppId === null || gtin === null) return null
  if (amppId === '' && gtin === '') {
    return at.complain('ampp_id', 'Nothing says which pack it is. Enter the dm+d id of the pack, or its barcode.')
  }
  return { row, code, system, amppId, gtin: amppId === '' ? gtin : '' }
}

/** A code that stands today or later. */
export type StandingCode = { id: string; code: string; system: string; amppId: string; from: LocalDate }

/** What is known before a file of codes is loaded. */
export type KnownCodes = {
  today: LocalDate
  /** Packs by AMPP id. */
  packs: ReadonlyMap<string, { vmpId: string; name: string; packText: string }>
  /** AMPP ids by GTIN. */
  byGtin: ReadonlyMap<string, readonly string[]>
  /** Codes of the file that stand today or later, by `codeKey`. */
  standing: ReadonlyMap<string, readonly StandingCode[]>
}

/** A code that is written; `ends`, `withdraws`: those it takes the place of. */
export type PlannedCode = {
  row: number
  code: string
  system: string
  amppId: string
  vmpId: string
  product: string
  ends: { id: string; to: LocalDate }[]
  withdraws: string[]
}

/** What tells one code from another. */
export function codeKey({ system, code }: { system: string; code: string }): string {
  return `${system}\n${code}`
}

/**
 * What loading these codes would change: a code holds from today. One that names another pack now ends yesterday and
 * names the new one; one that names this pack already changes nothing. Codes that the file does not name stay.
 */
export function planCodes(
  rows: readonly CodeRow[],
  known: KnownCodes,
): { added: PlannedCode[]; changed: PlannedCode[]; unchanged: number; problems: Problem[] } {
  const found = { added: [] as PlannedCode[], changed: [] as PlannedCode[], unchanged: 0, problems: [] as Problem[] }
  const first = new Map<string, number>()
  for (const one of rows) {
    const wrong = (column: CodeColumn, cell: string, problem: string) => {
      found.problems.push({ row: one.row, column, cell: shortened(cell), problem })
    }
    const before = first.get(codeKey(one))
    if (before !== undefined) {
      wrong('local_code', one.code, `Row ${before} has the same code. A code names one pack: leave one of them out.`)
      continue
    }
    first.set(codeKey(one), one.row)
    const ids = one.amppId === '' ? (known.byGtin.get(one.gtin) ?? []) : [one.amppId]
    const [amppId = '', second] = ids
    const pack = known.packs.get(amppId)
    if (!pack || second !== undefined) {
      const column = one.amppId === '' ? 'gtin' : 'ampp_id'
      const words =
        second === undefined ? 'No pack in the catalogue has it.' : 'Several packs have it. Enter the dm+d id.'
      wrong(column, one.amppId || one.gtin, words)
      continue
    }
    const standing = known.standing.get(codeKey(one)) ?? []
    const begun = standing.filter((code) => code.from < known.today)
    if (standing.some((code) => code.from <= known.today && code.amppId === amppId)) {
      found.unchanged += 1
      continue
    }
    const planned = {
      ...{ row: one.row, code: one.code, system: one.system, amppId, vmpId: pack.vmpId },
      product: `${pack.name}, ${pack.packText}`,
      ends: begun.map(({ id }) => ({ id, to: addDays(known.today, -1) })),
      withdraws: standing.filter((code) => code.from >= known.today).map(({ id }) => id),
    }
    if (standing.length > 0) found.changed.push(planned)
    else found.added.push(planned)
  }
  return found
}
