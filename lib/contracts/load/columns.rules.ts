import { PACK_FILE } from '#lib/catalogue/load/packs.rules.ts'
import type { LoadKind } from '#lib/catalogue/load/report.rules.ts'
import { CONTRACT_FILE } from './contracts.rules.ts'

/** The columns of a file as the page explains them: needed or not, what stands there, an example. */
export type ColumnHelp = { name: string; needed: boolean; what: string; example: string }

const PACK_HELP: Record<(typeof PACK_FILE.all)[number], [string, string]> = {
  ampp_id: ['dm+d id of the pack, as text', '4744711000001105'],
  vmpp_id: ['dm+d id of the generic pack', '4744111000001109'],
  amp_id: ['dm+d id of the product', '4744411000001104'],
  vmp_id: ['dm+d id of the generic product', '35894711000001106'],
  vtm_id: ['dm+d id of the substance', '108502004'],
  name: ['Medicine with strength and form, as dm+d names the VMP', 'Adenosine 6mg/2ml solution for injection vials'],
  brand: ['Brand name; empty for generics', 'Adenocor'],
  maker: ['Supplier of the product, as dm+d names it', 'Sanofi'],
  pack_text: ['Pack in words; made from size and unit where empty', '6 vials'],
  pack_size: ['Units in the pack', '6'],
  unit: ['One unit', 'vial'],
  gtins: ['Barcodes with | between them, each with its days where it has any', '05000283101086 from 2019-03-07'],
  supplier_code: ['Product code that suppliers ask for', 'ADE6'],
  npc_code: ['National product code', 'DAA001'],
  local_code: ['The trust’s own code', 'ADENO6'],
  cd_category: ['dm+d code of controlled drugs', '0000'],
  unlicensed: ['Y or N', 'N'],
  fridge: ['Y or N', 'N'],
  hazardous: ['Y or N', 'N'],
  high_cost: ['Y or N', 'N'],
  biosimilar: ['Y or N', 'N'],
  discontinued: ['Y or N', 'N'],
  list_price: ['NHS indicative price in pounds per pack', '6.45'],
  made_up: ['Y where pack or barcode is invented, for a demo', 'N'],
}

const CONTRACT_HELP: Record<(typeof CONTRACT_FILE.all)[number], [string, string]> = {
  contract_ref: ['Reference of the framework', 'CM/PHG/99/0001'],
  lot: ['Lot', '02'],
  category: ['Kind of framework', 'generic_hospital_only'],
  buying_group: ['Buying group or region; NATIONAL for all', 'DLS'],
  npc_code: ['National product code', 'DAA001'],
  ampp_id: ['dm+d id of the pack: the surest way to name it', '4744711000001105'],
  vmpp_id: ['dm+d id of the generic pack', '4744111000001109'],
  gtin: ['Barcode', '05000283101086'],
  description: ['Not read, for your eyes', 'Adenosine vials'],
  brand: ['Not read, for your eyes', 'Adenocor'],
  pack_size: ['Units in the pack; held against the product', '6'],
  pack_uom: ['One unit', 'vial'],
  supplier_name: ['Who was awarded the line', 'Example Generics Ltd'],
  supplier_code: ['Their code in your files', 'SUP001'],
  route: ['direct or wholesaler', 'wholesaler'],
  wholesalers: ['Codes or names with | between them', 'AAH|ALLIANCE'],
  price_ex_vat: ['Pounds per pack, up to four decimals', '18.50'],
  currency: ['GBP', 'GBP'],
  award_rank: ['1 is used first; empty = no rank', '1'],
  valid_from: ['First day', '2026-06-01 or 01/06/2026'],
  valid_to: ['Last day', '2028-05-31'],
  extension_to: ['Last day if it is extended', '2030-05-31'],
  min_order_qty: ['Packs', '1'],
  min_order_value: ['Pounds ex VAT', '150.00'],
  carriage_charge: ['Pounds ex VAT', '9.50'],
  lead_time_days: ['Days', '1'],
  indicative_annual_packs: ['Packs a year', '1200'],
  status: ['active, suspended or terminated', 'active'],
  price_confidential: ['Y, N, or PAS for a patient access scheme', 'Y'],
  notes: ['Anything worth keeping', 'Illustrative'],
}

/** The columns of a kind of file, in the order of its template. */
export function columnHelp(kind: LoadKind): ColumnHelp[] {
  const { all, required }: { all: readonly string[]; required: readonly string[] } =
    kind === 'packs' ? PACK_FILE : CONTRACT_FILE
  const help: Record<string, [string, string]> = kind === 'packs' ? PACK_HELP : CONTRACT_HELP
  return all.map((name) => {
    const [what = '', example = ''] = help[name] ?? []
    return { name, needed: required.includes(name), what, example }
  })
}

/** The template of a kind of file: its column names, to be filled in. */
export function templateOf(kind: LoadKind): string {
  return `\ufeff${columnHelp(kind)
    .map((column) => column.name)
    .join(',')}\r\n`
}

/** Which kind of file this text is, by its column names; null when it is neither. */
export function kindOfText(text: string): LoadKind | null {
  const head = (/^[^\r\n]*/.exec(text.replace(/^\ufeff/, '').trimStart())?.[0] ?? '').toLowerCase()
  if (/contract[_ -]?ref/.test(head)) return 'contracts'
  return /ampp[_ -]?id/.test(head) ? 'packs' : null
}
