import type { PackWords } from '#lib/files/by-words.rules.ts'
import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { Pence, Price } from '#lib/values/money.ts'
import { type Milli, parseUnits } from '#lib/values/packs.ts'
import { type Confidentiality, NATIONAL, UNRANKED } from '../award.rules.ts'

const COLUMNS = [
  'contract_ref',
  'lot',
  'category',
  'buying_group',
  'npc_code',
  'ampp_id',
  'vmpp_id',
  'gtin',
  'description',
  'brand',
  'pack_size',
  'pack_uom',
  'supplier_name',
  'supplier_code',
  'route',
  'wholesalers',
  'price_ex_vat',
  'currency',
  'award_rank',
  'valid_from',
  'valid_to',
  'extension_to',
  'min_order_qty',
  'min_order_value',
  'carriage_charge',
  'lead_time_days',
  'indicative_annual_packs',
  'status',
  'price_confidential',
  'notes',
] as const

/** A column of a contract file. */
export type ContractColumn = (typeof COLUMNS)[number]

/** The columns of the canonical contract catalogue: one row for each pack, supplier and buying group. */
export const CONTRACT_FILE: Columns<ContractColumn> = {
  all: COLUMNS,
  required: ['contract_ref', 'buying_group', 'supplier_name', 'route', 'price_ex_vat', 'valid_from', 'valid_to'],
}

/** Buying groups that medicines are tendered for (SPS): generics, their pairs, branded regions, the whole country. */
export const BUYING_GROUPS: readonly string[] = [
  ...['DNW', 'DNE', 'DCE', 'DLN', 'DLS', 'DSW'],
  ...['CESW', 'LSNE', 'NWLN'],
  ...['NOE', 'MAE', 'LONDON', 'SOFE'],
  NATIONAL,
]

/** What a row says of the pack: any of these names it; `words` only where no number does. */
export type PackClue = {
  amppId: string
  vmppId: string
  gtin: string
  npcCode: string
  unitsMilli: Milli | null
  unit: string
  words: PackWords | null
}

/** A row of a contract file. Amounts in pence, prices in ten-thousandths of a pound per pack, all ex VAT. */
export type LoadedAward = {
  row: number
  reference: string
  lot: string
  category: string
  buyingGroup: string
  pack: PackClue
  description: string
  supplierName: string
  supplierCode: string
  route: 'direct' | 'wholesaler'
  /** Codes or names. */
  wholesalers: string[]
  price: Price
  rank: number
  validFrom: LocalDate
  validTo: LocalDate
  extensionTo: LocalDate | null
  minimumPacks: number
  minimumOrder: Pence
  carriage: Pence
  leadDays: number | null
  annualPacks: number | null
  status: 'active' | 'suspended' | 'terminated'
  confidentiality: Confidentiality
  npcCode: string
  notes: string
  /** The buying group by whose column the row has this price, where prices stand in one column for each. */
  part?: string
}

/** Which award of a file it is: a row is several where prices stand in one column for each buying group. */
export function placeInFile({ row, buyingGroup }: { row: number; buyingGroup: string }): string {
  return `${row} ${buyingGroup}`
}

/** Reads one row of a contract file; null with problems where it cannot be read; a doubt stops nothing. */
export function readAwardRow(row: TableRow<ContractColumn>): ReadRow<LoadedAward> {
  const read = readRow(row, readAward)
  return { ...read, warnings: read.value ? doubts(read.value) : [] }
}

function readAward(at: CellReader<ContractColumn>, { row, cells, part }: TableRow<ContractColumn>): LoadedAward | null {
  const reference = at.needed('contract_ref', 'the reference of the framework', 60)
  const lot = at.text('lot', 40)
  const category = at.text('category', 60)
  const buyingGroup = at.needed('buying_group', `the buying group, like DLS or ${NATIONAL}`, 40)
  const pack = readClue(at, cells)
  const description = at.text('description', 774)
  const supplierName = at.needed('supplier_name', 'who was awarded the line', 120)
  const supplierCode = at.text('supplier_code', 40)
  const route = at.oneOf('route', ['direct', 'wholesaler'], null)
  const wholesalers = [...new Set(cells.wholesalers.split('|').map((one) => one.trim().replace(/\s+/g, ' ')))].filter(
    Boolean,
  )
  if (route === 'wholesaler' && wholesalers.length === 0) {
    at.complain(
      'wholesalers',
      'The route is wholesaler and none is named. Enter their codes or names, with | between them.',
    )
  }
  if (route === 'direct' && wholesalers.length > 0) {
    at.complain(
      'wholesalers',
      'The route is direct, so wholesalers have no part in it. Leave this empty, or make the route wholesaler.',
    )
  }
  const price = at.price('price_ex_vat', 'the price per pack in pounds, ex VAT')
  if (!['', 'GBP', '£'].includes(cells.currency.toUpperCase()))
    at.complain('currency', 'Prices must be in pounds: GBP.')
  const rank = at.whole('award_rank', { least: 1, most: 98, empty: UNRANKED })
  const validFrom = at.date('valid_from', 'the first day of the price')
  const validTo = at.date('valid_to', 'the last day of the price')
  const extensionTo = at.optionalDate('extension_to')
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    at.complain('valid_to', 'The price ends before it begins. Check valid_from and valid_to.')
  } else if (extensionTo && validTo !== null && extensionTo < validTo) {
    at.complain('extension_to', 'The extension ends before the price does. Check valid_to and extension_to.')
  }
  const minimumPacks = at.whole('min_order_qty', { least: 1, most: 1_000_000, empty: 1 })
  const minimumOrder = at.pounds('min_order_value')
  const carriage = at.pounds('carriage_charge')
  const leadDays = at.whole('lead_time_days', { least: 0, most: 365, empty: 'none' as const })
  const annualPacks = at.whole('indicative_annual_packs', { least: 0, most: 100_000_000, empty: 'none' as const })
  const status = at.oneOf('status', ['active', 'suspended', 'terminated'], 'active')
  const confidentiality = readConfidentiality(at, cells.price_confidential)
  const notes = at.text('notes', 1000)
  if (reference === null || lot === null || category === null || buyingGroup === null || pack === null) return null
  if (description === null || supplierName === null || supplierCode === null || route === null || price === null)
    return null
  if (rank === null || validFrom === null || validTo === null || extensionTo === null || minimumPacks === null)
    return null
  if (minimumOrder === null || carriage === null || leadDays === null || annualPacks === null) return null
  if (status === null || confidentiality === null || notes === null) return null
  return {
    row,
    reference,
    lot,
    category: category || 'other',
    buyingGroup: buyingGroup.toUpperCase(),
    pack,
    description,
    supplierName,
    supplierCode,
    route,
    wholesalers,
    price,
    rank,
    validFrom,
    validTo,
    extensionTo: extensionTo || null,
    minimumPacks,
    minimumOrder,
    carriage,
    leadDays: leadDays === 'none' ? null : leadDays,
    annualPacks: annualPacks === 'none' ? null : annualPacks,
    status,
    confidentiality,
    npcCode: pack.npcCode,
    notes,
    ...(part ? { part: part.value } : {}),
  }
}

function readClue(at: CellReader<ContractColumn>, cells: Record<ContractColumn, string>): PackClue | null {
  const amppId = at.dmdId('ampp_id', 'the dm+d id of the pack (AMPP)', true)
  const vmppId = at.dmdId('vmpp_id', 'the dm+d id of the generic pack (VMPP)', true)
  const gtin = at.gtin('gtin')
  const npcCode = at.text('npc_code', 20)
  if (amppId === null || vmppId === null || gtin === null || npcCode === null) return null
  let words: PackWords | null = null
  if (amppId === '' && vmppId === '' && gtin === '' && npcCode === '') {
    if (cells.description === '' && cells.brand === '') {
      return at.complain(
        'ampp_id',
        'Nothing says which pack this is. Enter its ampp_id, gtin, npc_code or vmpp_id, or what it is as its description.',
      )
    }
    words = wordsOf(at, cells)
    if (!words) return null
  }
  const unitsMilli = cells.pack_size === '' ? null : parseUnits(cells.pack_size)
  if (cells.pack_size !== '' && !unitsMilli) {
    return at.complain('pack_size', 'Enter how many units are in the pack, like 10 or 2.5.')
  }
  return { amppId, vmppId, gtin, npcCode, unitsMilli, unit: cells.pack_uom, words }
}

function wordsOf(at: CellReader<ContractColumn>, cells: Record<ContractColumn, string>): PackWords | null {
  const [description, brand] = [at.text('description', 774), at.text('brand', 120)]
  const [unit, supplier] = [at.text('pack_uom', 60), at.text('supplier_name', 120)]
  if (description === null || brand === null || unit === null || supplier === null) return null
  return { description, brand, size: cells.pack_size, unit, supplier }
}

function readConfidentiality(at: CellReader<ContractColumn>, text: string): Confidentiality | null {
  if (text.toUpperCase() === 'PAS') return 'pas'
  if (text === '') return 'framework'
  const yes = /^(y|yes|true|1)$/i.test(text)
  if (yes) return 'framework'
  return /^(n|no|false|0)$/i.test(text)
    ? 'open'
    : at.complain('price_confidential', 'Enter Y, N, or PAS for a patient access scheme.')
}

function doubts(award: LoadedAward): Problem[] {
  const found: Problem[] = []
  const doubt = (column: ContractColumn, cell: string, problem: string) =>
    found.push({ row: award.row, column, cell: shortened(cell), problem })
  if (!/^CM\/[A-Z]{3}\/\d{2}\/\d{4}(\/\d{2})?$/.test(award.reference)) {
    doubt(
      'contract_ref',
      award.reference,
      'An unusual reference: the national frameworks’ look like CM/PHG/23/5699. It is kept as it stands.',
    )
  }
  if (!BUYING_GROUPS.includes(award.buyingGroup)) {
    doubt(
      'buying_group',
      award.buyingGroup,
      `No buying group is known by this name, so the price may reach no trust. Known: ${BUYING_GROUPS.join(', ')}.`,
    )
  }
  return found
}
