import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import { type Problem, shortened } from '#lib/files/report.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import { type LocalDate, parseDate } from '#lib/values/dates.ts'
import { formatMilli } from '#lib/values/format.ts'
import { type Milli, parseUnits } from '#lib/values/packs.ts'
import { unitPlural } from '#lib/values/units.ts'
import { type DictionaryPack, isCdCategory, packSearchText } from '../pack.rules.ts'

const COLUMNS = [
  'ampp_id',
  'vmpp_id',
  'amp_id',
  'vmp_id',
  'vtm_id',
  'name',
  'brand',
  'maker',
  'pack_text',
  'pack_size',
  'unit',
  'gtins',
  'supplier_code',
  'npc_code',
  'local_code',
  'cd_category',
  'unlicensed',
  'fridge',
  'hazardous',
  'high_cost',
  'biosimilar',
  'discontinued',
  'list_price',
  'made_up',
] as const

/** A column of a product file. */
export type PackColumn = (typeof COLUMNS)[number]

/** The columns of a product file: one row for each pack (dm+d AMPP). Prices in pounds per pack, ex VAT. */
export const PACK_FILE: Columns<PackColumn> = {
  all: COLUMNS,
  required: ['ampp_id', 'vmpp_id', 'amp_id', 'vmp_id', 'name', 'maker', 'pack_size', 'unit'],
}

/** A barcode of a pack with its days; null = since ever, until further notice. */
export type LoadedGtin = { gtin: string; from: LocalDate | null; to: LocalDate | null }

/** A pack as a file gives it. */
export type LoadedPack = Omit<DictionaryPack, 'ownerId'> & {
  row: number
  search: string
  gtins: LoadedGtin[]
  supplierCode: string
  npcCode: string
  localCode: string
}

/** Reads one row of a product file; null with problems where it cannot be read. */
export function readPackRow(row: TableRow<PackColumn>): ReadRow<LoadedPack> {
  return readRow(row, readPack)
}

function readPack(at: CellReader<PackColumn>, { row, cells }: TableRow<PackColumn>): LoadedPack | null {
  const amppId = at.dmdId('ampp_id', 'the dm+d id of the pack (AMPP)')
  const vmppId = at.dmdId('vmpp_id', 'the dm+d id of the generic pack (VMPP)')
  const ampId = at.dmdId('amp_id', 'the dm+d id of the product (AMP)')
  const vmpId = at.dmdId('vmp_id', 'the dm+d id of the generic product (VMP)')
  const vtmId = at.dmdId('vtm_id', 'the dm+d id of the substance (VTM)', true)
  const name = at.needed('name', 'the name of the medicine with strength and form')
  const brand = at.text('brand')
  const maker = at.needed('maker', 'the supplier of the product, as dm+d names it')
  const unitName = at.needed('unit', 'what one unit is called, like tablet or vial', 40)
  const unitsMilli = readSize(at, cells.pack_size)
  const packText = at.text('pack_text', 120)
  const gtins = readGtins(at, cells.gtins)
  const supplierCode = at.text('supplier_code', 40)
  const npcCode = at.text('npc_code', 20)
  const localCode = at.text('local_code', 40)
  const cdCategory = readCd(at, cells.cd_category)
  const flags = {
    unlicensed: at.flag('unlicensed'),
    fridge: at.flag('fridge'),
    hazardous: at.flag('hazardous'),
    highCost: at.flag('high_cost'),
    biosimilar: at.flag('biosimilar'),
    discontinued: at.flag('discontinued'),
    madeUp: at.flag('made_up'),
  }
  const listPrice = at.optionalPrice('list_price')
  if (amppId === null || vmppId === null || ampId === null || vmpId === null || vtmId === null) return null
  if (name === null || brand === null || maker === null || unitName === null || unitsMilli === null) return null
  if (packText === null || gtins === null || supplierCode === null || npcCode === null || localCode === null)
    return null
  if (cdCategory === null || listPrice === null || !allRead(flags)) return null
  const words = { name, brand, maker, packText: packText === '' ? inWords(unitsMilli, unitName) : packText }
  return {
    row,
    amppId,
    vmppId,
    ampId,
    vmpId,
    vtmId: vtmId || null,
    ...words,
    unitsMilli,
    unitName,
    cdCategory,
    ...flags,
    listPrice: listPrice === '' ? null : listPrice,
    search: packSearchText(words),
    gtins,
    supplierCode,
    npcCode,
    localCode,
  }
}

function allRead<K extends string>(flags: Record<K, boolean | null>): flags is Record<K, boolean> {
  return Object.values(flags).every((flag) => flag !== null)
}

/** A pack in words from its size: 10 and "vial" give "10 vials". */
export function inWords(unitsMilli: Milli, unitName: string): string {
  return `${formatMilli(unitsMilli)} ${unitsMilli === 1000 ? unitName : unitPlural(unitName)}`
}

function readSize(at: CellReader<PackColumn>, text: string): Milli | null {
  if (text === '') return at.complain('pack_size', 'Nothing stands here. Enter how many units are in the pack.')
  const units = parseUnits(text)
  if (units === null || units === 0)
    return at.complain('pack_size', 'Enter how many units are in the pack, like 10 or 2.5.')
  return units
}

function readCd(at: CellReader<PackColumn>, text: string): string | null {
  if (text === '') return '0000'
  const code = /^\d{1,4}$/.test(text) ? text.padStart(4, '0') : text
  return isCdCategory(code)
    ? code
    : at.complain('cd_category', 'Enter dm+d’s code of controlled drugs: 0000 for none, 0001 to 0010.')
}

const GTIN_WITH_DAYS = /^(\S+)(?:\s+from\s+(.+?))?(?:\s+to\s+(.+?))?$/i

function readGtins(at: CellReader<PackColumn>, text: string): LoadedGtin[] | null {
  const gtins: LoadedGtin[] = []
  for (const part of text.split('|').map((one) => one.trim())) {
    if (part === '') continue
    const [, code = '', from = '', to = ''] = GTIN_WITH_DAYS.exec(part) ?? []
    const gtin = at.gtin('gtins', code === '' ? part : code)
    if (gtin === null) return null
    const [first, last] = [from, to].map((day) => (day === '' ? null : (parseDate(day) ?? undefined)))
    if (first === undefined || last === undefined) {
      return at.complain('gtins', 'Write the days of a barcode like “5060064792018 from 2019-03-07 to 2026-05-31”.')
    }
    if (first !== null && last !== null && last < first) {
      return at.complain('gtins', 'The barcode ends before it begins. Check its two days.')
    }
    gtins.push({ gtin, from: first, to: last })
  }
  const clash = gtins.find((one, index) => gtins.slice(0, index).some((other) => together(one, other)))
  if (clash)
    return at.complain('gtins', `The barcode ${clash.gtin} stands there twice for the same days. Take one out.`)
  return gtins
}

function together(a: LoadedGtin, b: LoadedGtin): boolean {
  return a.gtin === b.gtin && (a.from ?? '') <= (b.to ?? '9') && (b.from ?? '') <= (a.to ?? '9')
}

/** What packs of one file say against each other: the same pack twice, one barcode for two, ids with two meanings. */
export function disagreements(packs: readonly LoadedPack[]): Problem[] {
  const problems: Problem[] = []
  const complain = (pack: LoadedPack, column: PackColumn, cell: string, problem: string) =>
    problems.push({ row: pack.row, column, cell: shortened(cell), problem })
  const seen = new Map<string, LoadedPack>()
  const byVmpp = new Map<string, LoadedPack>()
  const byAmp = new Map<string, LoadedPack>()
  const byVmp = new Map<string, LoadedPack>()
  const byGtin = new Map<string, { pack: LoadedPack; gtin: LoadedGtin }[]>()
  for (const pack of packs) {
    const twin = seen.get(pack.amppId)
    if (twin)
      complain(pack, 'ampp_id', pack.amppId, `The pack stands in row ${twin.row} already. Take one of the two out.`)
    else seen.set(pack.amppId, pack)
    const vmpp = first(byVmpp, pack.vmppId, pack)
    if (vmpp.vmpId !== pack.vmpId) {
      complain(
        pack,
        'vmp_id',
        pack.vmpId,
        `Row ${vmpp.row} has another VMP for the same VMPP. One of the two is wrong.`,
      )
    } else if (vmpp.unitsMilli !== pack.unitsMilli) {
      complain(
        pack,
        'pack_size',
        formatMilli(pack.unitsMilli),
        `Row ${vmpp.row} has another size for the same VMPP. One of the two is wrong.`,
      )
    }
    const amp = first(byAmp, pack.ampId, pack)
    if (amp.vmpId !== pack.vmpId) {
      complain(pack, 'vmp_id', pack.vmpId, `Row ${amp.row} has another VMP for the same AMP. One of the two is wrong.`)
    }
    const vmp = first(byVmp, pack.vmpId, pack)
    if (vmp.unitName !== pack.unitName) {
      complain(
        pack,
        'unit',
        pack.unitName,
        `Row ${vmp.row} counts the same medicine in ${vmp.unitName}. Use one unit, so that prices compare.`,
      )
    }
    for (const gtin of pack.gtins) {
      const others = byGtin.get(gtin.gtin) ?? []
      const other = others.find((one) => one.pack.amppId !== pack.amppId && together(one.gtin, gtin))
      if (other)
        complain(
          pack,
          'gtins',
          gtin.gtin,
          `Row ${other.pack.row} has the same barcode for another pack. A barcode belongs to one pack at a time.`,
        )
      byGtin.set(gtin.gtin, [...others, { pack, gtin }])
    }
  }
  return problems
}

function first(known: Map<string, LoadedPack>, key: string, pack: LoadedPack): LoadedPack {
  const there = known.get(key)
  if (there) return there
  known.set(key, pack)
  return pack
}
