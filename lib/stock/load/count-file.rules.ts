import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { type Milli, parseUnits } from '#lib/values/packs.ts'

const COLUMNS = ['store', 'ampp_id', 'gtin', 'description', 'batch', 'expiry', 'packs', 'units'] as const

/** A column of a stock count. */
export type CountColumn = (typeof COLUMNS)[number]

/** The columns of a stock count: one row for each batch of a pack in a store. A pack that is named is counted whole. */
export const COUNT_FILE: Columns<CountColumn> = { all: COLUMNS, required: ['store'] }

/** A counted batch as a file gives it: packs or units in thousandths, one of them; the pack by its id or barcode. */
export type CountedRow = {
  row: number
  store: string
  amppId: string
  gtin: string
  batch: string
  expiry: LocalDate | null
  /** Thousandths of a pack; null where units are given. */
  packs: Milli | null
  /** Thousandths of a VMP unit; null where packs are given. */
  units: Milli | null
}

const MOST = 1_000_000_000

/** Reads one row of a stock count; null with problems where it cannot be read. */
export function readCountRow(row: TableRow<CountColumn>): ReadRow<CountedRow> {
  return readRow(row, readCount)
}

function readCount(at: CellReader<CountColumn>, { row, cells }: TableRow<CountColumn>): CountedRow | null {
  const store = at.needed('store', 'the name of the store', 120)
  const amppId = at.dmdId('ampp_id', 'the dm+d id of the pack (AMPP)', true)
  const gtin = at.gtin('gtin')
  if (amppId === '' && gtin === '')
    at.complain('ampp_id', 'Nothing says which pack this is. Enter its ampp_id or gtin.')
  const batch = at.text('batch', 40)
  const expiry = at.optionalDate('expiry')
  const packs = quantity(at, 'packs', cells.packs)
  const units = quantity(at, 'units', cells.units)
  if (cells.packs === '' && cells.units === '') {
    at.complain('packs', 'Nothing says how many are there. Enter packs or units; 0 where it is gone.')
  } else if (cells.packs !== '' && cells.units !== '') {
    at.complain('units', 'Both packs and units stand here. Leave one of the two empty.')
  }
  if (store === null || amppId === null || gtin === null || batch === null || expiry === null) return null
  return { row, store, amppId, gtin, batch, expiry: expiry || null, packs, units }
}

function quantity(at: CellReader<CountColumn>, column: 'packs' | 'units', text: string): Milli | null {
  if (text === '') return null
  const value = parseUnits(text)
  if (value !== null && value <= MOST) return value
  const what = text.startsWith('-') ? 'A count cannot be below zero.' : 'This is no count.'
  return at.complain(column, `${what} Enter a number, like 12 or 2.5.`)
}
