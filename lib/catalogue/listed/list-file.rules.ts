import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import { addDays, compareDates, inRange, type LocalDate } from '#lib/values/dates.ts'
import { type Dated, type DatedPlan, planFrom } from '../dated/dated.rules.ts'
import { AWARE_CLASSES, type AwareClass, LIST_CODES, LISTS, type ListCode } from './listed.rules.ts'

const COLUMNS = [
  'list',
  'vmp_id',
  'ampp_id',
  'description',
  'aware_class',
  'note',
  'source',
  'source_version',
  'from_day',
  'to_day',
] as const

/** A column of a file of lists. */
export type ListColumn = (typeof COLUMNS)[number]

/** The columns of a file of lists: one row for each medicine, or pack of it, on one list. */
export const LIST_FILE: Columns<ListColumn> = {
  all: COLUMNS,
  required: ['list', 'vmp_id', 'source', 'source_version'],
}

/** What a row says: a medicine (`amppId` '') or one pack of it is on a list; `from` '' = from today, `to` '' = until further notice. */
export type ListRow = {
  row: number
  list: ListCode
  vmpId: string
  amppId: string
  awareClass: AwareClass
  note: string
  source: string
  sourceVersion: string
  from: LocalDate | ''
  to: LocalDate | ''
}

/** Other words for a list that files use, letters only. */
const ALSO: Record<string, ListCode> = {
  coldchain: 'FRIDGE',
  refrigerated: 'FRIDGE',
  fridgeline: 'FRIDGE',
  cytotoxic: 'HAZARDOUS',
  hazardousmedicine: 'HAZARDOUS',
  hazardousdrug: 'HAZARDOUS',
  biosimilars: 'BIOSIMILAR',
  tariffexcludeddrug: 'TARIFF_EXCLUDED',
  excludedfromtariff: 'TARIFF_EXCLUDED',
  highcostdrug: 'TARIFF_EXCLUDED',
  blueteqrequired: 'BLUETEQ',
  awareclass: 'AWARE',
  antibiotic: 'AWARE',
}

const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')

/** The list that a cell names, in any case and spelling of its words; null where it names none. */
export function readList(text: string): ListCode | null {
  const plain = letters(text)
  const known = LIST_CODES.find((code) => letters(code) === plain || letters(LISTS[code]) === plain)
  return known ?? (Object.hasOwn(ALSO, plain) ? (ALSO[plain] ?? null) : null)
}

/** Reads one row of a file of lists; null with problems where it cannot be read. */
export function readListRow(row: TableRow<ListColumn>): ReadRow<ListRow> {
  return readRow(row, readListing)
}

function readListing(at: CellReader<ListColumn>, { row, cells }: TableRow<ListColumn>): ListRow | null {
  const list = readList(cells.list)
  if (list === null) at.complain('list', 'Enter Fridge, Hazardous, Biosimilar, Tariff-excluded, Blueteq or AWaRe.')
  const vmpId = at.dmdId('vmp_id', 'the dm+d id of the medicine (VMP)')
  const amppId = at.dmdId('ampp_id', 'the dm+d id of the pack', true)
  const awareClass = readClass(at, cells.aware_class, list)
  const note = at.text('note', 300)
  const source = at.needed('source', 'the title of the list', 200)
  if (source !== null && source.length < 3)
    at.complain('source', 'Enter the title of the list in three letters or more.')
  const sourceVersion = at.needed('source_version', 'the version or date of the list', 60)
  const from = at.optionalDate('from_day')
  const to = at.optionalDate('to_day')
  if (from && to && to < from) at.complain('to_day', 'The last day is before the first.')
  if (list === null || vmpId === null || amppId === null || awareClass === null || note === null) return null
  if (source === null || sourceVersion === null || from === null || to === null) return null
  return { row, list, vmpId, amppId, awareClass, note, source, sourceVersion, from, to }
}

function readClass(at: CellReader<ListColumn>, cell: string, list: ListCode | null): AwareClass | null {
  if (list !== 'AWARE') {
    return cell === '' ? '' : at.complain('aware_class', 'Only the AWaRe list has a class. Leave this empty.')
  }
  const found = Object.keys(AWARE_CLASSES).find((one) => one === cell.toUpperCase())
  return (found as AwareClass | undefined) ?? at.complain('aware_class', 'Enter Access, Watch or Reserve.')
}

/** What stands of a medicine or pack on a list, today or later. */
export type StandingListing = Dated & Omit<ListRow, 'row' | 'from' | 'to'>

/** What is known before a file of lists is loaded: medicines and packs by id, and what stands by `listKey`. */
export type KnownLists = {
  today: LocalDate
  /** Names by VMP id. */
  medicines: ReadonlyMap<string, string>
  /** Packs named by the file: their medicine and pack in words, by AMPP id. */
  packs: ReadonlyMap<string, { vmpId: string; packText: string }>
  standing: ReadonlyMap<string, readonly StandingListing[]>
}

/** A listing that is written (`plan.from` to `plan.to`), and what it ends; without `opens` it only ends what stands. */
export type PlannedListing = ListRow & { productName: string; plan: DatedPlan; opens: boolean }

/** Which medicine or pack on which list a row or listing is about. */
export function listKey({ list, vmpId, amppId }: Pick<ListRow, 'list' | 'vmpId' | 'amppId'>): string {
  return `${list} ${vmpId} ${amppId}`
}

/**
 * What loading these rows would change. A row holds from its day, or from today where that is over, to its last day; a row
 * whose last day is over ends what stands, yesterday. What says what stands changes nothing; what a file does not name stays.
 */
export function planLists(
  rows: readonly ListRow[],
  known: KnownLists,
): { added: PlannedListing[]; changed: PlannedListing[]; unchanged: number; problems: Problem[] } {
  const found = {
    ...{ added: [] as PlannedListing[], changed: [] as PlannedListing[] },
    ...{ unchanged: 0, problems: [] as Problem[] },
  }
  const first = new Map<string, number>()
  for (const one of rows) {
    const wrong = wrongWith(one, known, first)
    if (wrong) {
      found.problems.push(wrong)
      continue
    }
    first.set(listKey(one), one.row)
    const standing = known.standing.get(listKey(one)) ?? []
    const plan = planOf(one, standing, known.today)
    if (plan === null) {
      found.unchanged += 1
      continue
    }
    const entry = { ...one, productName: known.medicines.get(one.vmpId) ?? '', ...plan }
    if (plan.plan.ends.length + plan.plan.withdraws.length > 0) found.changed.push(entry)
    else found.added.push(entry)
  }
  return found
}

/** How a row fits among what stands; null where it changes nothing. */
function planOf(
  one: ListRow,
  standing: readonly StandingListing[],
  today: LocalDate,
): Pick<PlannedListing, 'plan' | 'opens'> | null {
  const from = one.from === '' || one.from < today ? today : one.from
  const planned = planFrom(standing, from, today)
  if (!planned.ok) return null
  if (one.to !== '' && one.to < today) {
    const yesterday = addDays(today, -1)
    const holding = standing.filter((entry) => entry.from < today && inRange(today, entry.from, entry.to))
    const withdraws = standing.filter((entry) => entry.from === today).map(({ id }) => id)
    if (holding.length + withdraws.length === 0) return null
    const ends = holding.map(({ id }) => ({ id, to: yesterday }))
    return { plan: { ends, withdraws, from, to: null }, opens: false }
  }
  const to =
    [planned.value.to, one.to === '' ? null : one.to].filter((day) => day !== null).sort(compareDates)[0] ?? null
  const holding = standing.find((entry) => inRange(from, entry.from, entry.to))
  if (holding && holding.to === to && sameWords(holding, one)) return null
  return { plan: { ...planned.value, to }, opens: true }
}

function wrongWith(one: ListRow, known: KnownLists, first: ReadonlyMap<string, number>): Problem | null {
  const problem = (column: ListColumn, cell: string, words: string): Problem => {
    return { row: one.row, column, cell: shortened(cell), problem: words }
  }
  if (!known.medicines.has(one.vmpId)) {
    const words = 'No pack of this medicine is in the catalogue. Check the id, or load the product first.'
    return problem('vmp_id', one.vmpId, words)
  }
  if (one.amppId !== '' && known.packs.get(one.amppId)?.vmpId !== one.vmpId) {
    return problem('ampp_id', one.amppId, 'This is no pack of the medicine. Check both ids.')
  }
  const before = first.get(listKey(one))
  if (before === undefined) return null
  return problem('vmp_id', one.vmpId, `Row ${before} has the same on the same list. Leave one of them out.`)
}

function sameWords(a: Omit<ListRow, 'row' | 'from' | 'to'>, b: Omit<ListRow, 'row' | 'from' | 'to'>): boolean {
  return (['awareClass', 'note', 'source', 'sourceVersion'] as const).every((key) => a[key] === b[key])
}
