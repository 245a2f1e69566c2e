import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted } from '#lib/values/format.ts'
import { parseUnits } from '#lib/values/packs.ts'
import { type StoresByName, storeNamed } from './store-named.rules.ts'

const COLUMNS = ['store', 'vmp_id', 'description', 'day', 'units'] as const

/** A column of a usage file. */
export type UsageColumn = (typeof COLUMNS)[number]

/** The columns of a usage file: one row for each medicine, store and day. */
export const USAGE_FILE: Columns<UsageColumn> = { all: COLUMNS, required: ['store', 'vmp_id', 'day', 'units'] }

/** Usage as a file gives it: thousandths of a VMP unit, negative where more came back than went out. */
export type UsageRow = { row: number; store: string; vmpId: string; day: LocalDate; unitsMilli: number }

const MOST = 1_000_000_000_000

/** Reads one row of a usage file; null with problems where it cannot be read. */
export function readUsageRow(row: TableRow<UsageColumn>): ReadRow<UsageRow> {
  return readRow(row, readUsage)
}

function readUsage(at: CellReader<UsageColumn>, { row }: TableRow<UsageColumn>): UsageRow | null {
  const store = at.needed('store', 'the name of the store', 120)
  const vmpId = at.dmdId('vmp_id', 'the dm+d id of the medicine (VMP)')
  const day = at.date('day', 'the day it was issued')
  const text = at.needed('units', 'how many units were issued')
  const minus = text !== null && /^[-−]/.test(text)
  const value = text === null ? null : parseUnits(text.replace(/^[-−]\s*/, ''))
  if (text !== null && (value === null || value > MOST))
    at.complain('units', 'This is no quantity. Enter units, like 120 or 2.5.')
  if (store === null || vmpId === null || day === null || value === null) return null
  return { row, store, vmpId, day, unitsMilli: minus && value !== 0 ? -value : value }
}

/** Usage whose store is known: rows of one medicine, store and day added up. */
export type FoundUsage = {
  storeId: string
  store: string
  vmpId: string
  day: LocalDate
  unitsMilli: number
  rows: number
  /** The first row that names it. */
  row: number
}

/** What the rows mean, and what is wrong with them as a whole. Days to come are a mistake. */
export function foundUsage(
  rows: readonly UsageRow[],
  stores: StoresByName,
  today: LocalDate,
): { usage: FoundUsage[]; problems: Problem[]; notes: string[] } {
  const problems: Problem[] = []
  const byKey = new Map<string, FoundUsage>()
  for (const { row, store: name, vmpId, day, unitsMilli } of rows) {
    const store = storeNamed(stores, name)
    if ('problem' in store) {
      problems.push({ row, column: 'store', cell: shortened(name), problem: store.problem })
      continue
    }
    if (day > today) {
      problems.push({ row, column: 'day', cell: day, problem: 'This day is still to come. Check the date, day first.' })
      continue
    }
    const key = `${store.id} ${vmpId} ${day}`
    const there = byKey.get(key)
    byKey.set(key, {
      ...{ storeId: store.id, store: store.name, vmpId, day, row: there?.row ?? row },
      unitsMilli: (there?.unitsMilli ?? 0) + unitsMilli,
      rows: (there?.rows ?? 0) + 1,
    })
  }
  const usage = [...byKey.values()]
  const doubled = usage.filter((one) => one.rows > 1).length
  const notes =
    doubled > 0 ? [`${formatCounted(doubled, 'medicine day')} stood in several rows and were added up.`] : []
  return { usage, problems, notes }
}
