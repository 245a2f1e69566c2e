import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import { inRange, type LocalDate } from '#lib/values/dates.ts'
import { type Dated, type DatedPlan, planFrom } from '../dated/dated.rules.ts'
import { FORMULARY_CODES, FORMULARY_STATUSES, type FormularyStatus } from './formulary.rules.ts'

const COLUMNS = [
  'vmp_id',
  'ampp_id',
  'description',
  'formulary_status',
  'criteria',
  'why',
  'reference',
  'from_day',
] as const

/** A column of a formulary file. */
export type FormularyColumn = (typeof COLUMNS)[number]

/** The columns of a formulary file: one row for each medicine, or pack of it. */
export const FORMULARY_FILE: Columns<FormularyColumn> = {
  all: COLUMNS,
  required: ['vmp_id', 'formulary_status', 'why'],
}

/** What a row says of a medicine (`amppId` '') or one pack of it; `from` '' = from today. */
export type FormularyRow = {
  row: number
  vmpId: string
  amppId: string
  status: FormularyStatus
  criteria: string
  reason: string
  reference: string
  from: LocalDate | ''
}

/** Other words for a status that files use, letters only. Traffic lights mean another thing in each trust: not among them. */
const ALSO: Record<string, FormularyStatus> = {
  onformulary: 'ON',
  formulary: 'ON',
  restrictedformulary: 'RESTRICTED',
  nonformulary: 'NON_FORMULARY',
  notonformulary: 'NON_FORMULARY',
  offformulary: 'NON_FORMULARY',
  unlicensedapproved: 'UNLICENSED_APPROVED',
  notpermitted: 'NOT_PERMITTED',
  notapproved: 'NOT_PERMITTED',
}

/** The status that a cell names, in any case and spelling of its words; null where it names none. */
export function readStatus(text: string): FormularyStatus | null {
  const plain = text.toLowerCase().replace(/[^a-z]/g, '')
  const known = FORMULARY_CODES.find((code) => {
    return [code, FORMULARY_STATUSES[code]].some((words) => words.toLowerCase().replace(/[^a-z]/g, '') === plain)
  })
  return known ?? (Object.hasOwn(ALSO, plain) ? (ALSO[plain] ?? null) : null)
}

/** Reads one row of a formulary file; null with problems where it cannot be read. */
export function readFormularyRow(row: TableRow<FormularyColumn>): ReadRow<FormularyRow> {
  return readRow(row, readEntry)
}

function readEntry(at: CellReader<FormularyColumn>, { row, cells }: TableRow<FormularyColumn>): FormularyRow | null {
  const vmpId = at.dmdId('vmp_id', 'the dm+d id of the medicine (VMP)')
  const amppId = at.dmdId('ampp_id', 'the dm+d id of the pack', true)
  const status = readStatus(cells.formulary_status)
  if (status === null) {
    at.complain('formulary_status', 'Enter On, Restricted, Non-formulary, Unlicensed approved or Not permitted.')
  }
  const criteria = at.text('criteria', 1000)
  if (status === 'RESTRICTED' && criteria === '') at.complain('criteria', 'Enter for whom and when it may be used.')
  const reason = at.needed('why', 'why, or who decided it')
  if (reason !== null && reason.length < 3)
    at.complain('why', 'Enter why, or who decided it, in three letters or more.')
  const reference = at.text('reference', 100)
  const from = at.optionalDate('from_day')
  if (vmpId === null || amppId === null || status === null || criteria === null) return null
  if (reason === null || reference === null || from === null) return null
  return { row, vmpId, amppId, status, criteria: status === 'RESTRICTED' ? criteria : '', reason, reference, from }
}

/** What stands of a medicine or pack, today or later. */
export type StandingEntry = Dated & Omit<FormularyRow, 'row' | 'from'>

/** What is known before a formulary file is loaded: medicines and packs by id, and what stands by `keyOf`. */
export type KnownFormulary = {
  today: LocalDate
  /** Names by VMP id. */
  medicines: ReadonlyMap<string, string>
  /** Packs named by the file: their medicine and pack in words, by AMPP id. */
  packs: ReadonlyMap<string, { vmpId: string; packText: string }>
  standing: ReadonlyMap<string, readonly StandingEntry[]>
}

/** An entry that is written, and what it ends. */
export type PlannedEntry = FormularyRow & { productName: string; plan: DatedPlan }

/** Which medicine or pack a row or entry is about. */
export function keyOf({ vmpId, amppId }: { vmpId: string; amppId: string }): string {
  return `${vmpId} ${amppId}`
}

/**
 * What loading these rows would change. A row holds from its day, or from today where that is over; what says what
 * stands on that day changes nothing. What a file does not name stays as it is.
 */
export function planFormulary(
  rows: readonly FormularyRow[],
  known: KnownFormulary,
): { added: PlannedEntry[]; changed: PlannedEntry[]; unchanged: number; problems: Problem[] } {
  const found = { added: [] as PlannedEntry[], changed: [] as PlannedEntry[], unchanged: 0, problems: [] as Problem[] }
  const first = new Map<string, number>()
  for (const one of rows) {
    const wrong = wrongWith(one, known, first)
    if (wrong) {
      found.problems.push(wrong)
      continue
    }
    first.set(keyOf(one), one.row)
    const standing = known.standing.get(keyOf(one)) ?? []
    const from = one.from === '' || one.from < known.today ? known.today : one.from
    const holding = standing.find((entry) => inRange(from, entry.from, entry.to))
    if (holding && sameWords(holding, one)) {
      found.unchanged += 1
      continue
    }
    const plan = planFrom(standing, from, known.today)
    if (!plan.ok) continue
    const entry = { ...one, productName: known.medicines.get(one.vmpId) ?? '', plan: plan.value }
    if (holding) found.changed.push(entry)
    else found.added.push(entry)
  }
  return found
}

function wrongWith(one: FormularyRow, known: KnownFormulary, first: ReadonlyMap<string, number>): Problem | null {
  const problem = (column: FormularyColumn, cell: string, words: string): Problem => {
    return { row: one.row, column, cell: shortened(cell), problem: words }
  }
  if (!known.medicines.has(one.vmpId)) {
    const words = 'No pack of this medicine is in the catalogue. Check the id, or load the product first.'
    return problem('vmp_id', one.vmpId, words)
  }
  if (one.amppId !== '' && known.packs.get(one.amppId)?.vmpId !== one.vmpId) {
    return problem('ampp_id', one.amppId, 'This is no pack of the medicine. Check both ids.')
  }
  const before = first.get(keyOf(one))
  if (before === undefined) return null
  return problem('vmp_id', one.vmpId, `Row ${before} says something of the same. Leave one of them out.`)
}

function sameWords(a: Omit<FormularyRow, 'row' | 'from'>, b: Omit<FormularyRow, 'row' | 'from'>): boolean {
  return (['status', 'criteria', 'reason', 'reference'] as const).every((key) => a[key] === b[key])
}
