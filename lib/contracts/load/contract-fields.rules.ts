import { type Field, type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { BUYING_GROUPS, CONTRACT_FILE, type ContractColumn } from './contract-file.rules.ts'

const WORDS: Record<ContractColumn, FieldWords> = {
  contract_ref: [
    'Reference of the framework',
    'CM/PHG/99/0001',
    [
      'contract',
      'contract reference',
      'contract number',
      'contract no',
      'framework',
      'framework reference',
      'framework ref',
    ],
  ],
  lot: ['Lot', '02', ['lot number', 'lot no']],
  category: ['Kind of framework', 'generic_hospital_only', ['framework category']],
  buying_group: [
    'Buying group or region; NATIONAL for all',
    'DLS',
    ['region', 'purchasing group', 'division', 'division code', 'buying region'],
  ],
  npc_code: ['National product code', 'DAA001', ['npc', 'national product code']],
  ampp_id: [
    'dm+d id of the pack: the surest way to name it',
    '4744711000001105',
    ['ampp', 'ampp code', 'ampp snomed', 'ampp snomed code', 'dmd ampp', 'dm d ampp'],
  ],
  vmpp_id: [
    'dm+d id of the generic pack',
    '4744111000001109',
    ['vmpp', 'vmpp code', 'vmpp snomed', 'vmpp snomed code', 'dm d code', 'dmd code'],
  ],
  gtin: ['Barcode', '05000283101086', ['barcode', 'ean', 'ean code']],
  description: [
    'Read where no number names the pack: what it is, in words',
    'Adenosine 6mg/2ml solution for injection vials',
    ['product', 'product description', 'product name', 'generic description', 'medicine'],
  ],
  brand: ['Read where no number names the pack', 'Adenocor', ['brand name', 'trade name']],
  pack_size: [
    'Units in the pack; held against the product',
    '6',
    ['size', 'units per pack', 'pack quantity', 'quantity in pack'],
  ],
  pack_uom: ['One unit', 'vial', ['uom', 'unit', 'unit of measure', 'pack unit']],
  supplier_name: [
    'Who was awarded the line',
    'Example Generics Ltd',
    ['supplier', 'awarded supplier', 'company', 'contractor'],
  ],
  supplier_code: ['Their code in your files', 'SUP001', ['supplier id', 'supplier number', 'supplier account']],
  route: ['direct or wholesaler', 'wholesaler', ['supply route', 'route of supply', 'delivery route']],
  wholesalers: [
    'Codes or names with | between them',
    'AAH|ALLIANCE',
    ['wholesaler', 'nominated wholesalers', 'supplied by'],
  ],
  price_ex_vat: [
    'Pounds per pack, up to four decimals',
    '18.50',
    [
      'price',
      'price ex vat',
      'contract price',
      'pack price',
      'net price',
      'price per pack',
      'unit price',
      'offered price',
    ],
  ],
  currency: ['GBP', 'GBP', ['ccy']],
  award_rank: ['1 is used first; empty = no rank', '1', ['rank', 'ranking', 'award ranking', 'position']],
  valid_from: [
    'First day',
    '2026-06-01 or 01/06/2026',
    [
      'from',
      'start',
      'start date',
      'effective date',
      'effective from',
      'valid from date',
      'contract start',
      'contract start date',
      'price from',
    ],
  ],
  valid_to: [
    'Last day',
    '2028-05-31',
    [
      'to',
      'end',
      'end date',
      'expiry date',
      'effective to',
      'valid to date',
      'contract end',
      'contract end date',
      'price to',
    ],
  ],
  extension_to: ['Last day if it is extended', '2030-05-31', ['extension', 'extension date', 'extension end date']],
  min_order_qty: ['Packs', '1', ['moq', 'minimum order quantity']],
  min_order_value: ['Pounds ex VAT', '150.00', ['mov', 'minimum order value', 'minimum order']],
  carriage_charge: ['Pounds ex VAT', '9.50', ['carriage', 'delivery charge']],
  lead_time_days: ['Days', '1', ['lead time', 'lead days']],
  indicative_annual_packs: [
    'Packs a year',
    '1200',
    ['annual packs', 'annual volume', 'indicative volume', 'annual usage', 'estimated annual packs'],
  ],
  status: ['active, suspended or terminated', 'active', ['award status', 'line status']],
  price_confidential: ['Y, N, or PAS for a patient access scheme', 'Y', ['confidential', 'confidentiality']],
  notes: ['Anything worth keeping', 'Illustrative', ['note', 'comment', 'comments', 'remarks']],
}

/** The fields of a contract catalogue. Its prices may stand in one column for each buying group, as portals have them. */
export const CONTRACT_FIELDS: readonly Field[] = fieldsOf(
  CONTRACT_FILE,
  WORDS,
  [
    ...(['contract_ref', 'lot', 'category', 'buying_group', 'supplier_name', 'supplier_code'] as const),
    ...(['route', 'wholesalers', 'currency', 'award_rank', 'valid_from', 'valid_to', 'extension_to'] as const),
    ...(['price_confidential', 'status'] as const),
  ],
  ['valid_from', 'valid_to', 'extension_to'],
).map((field) =>
  field.name === 'price_ex_vat' ? { ...field, apart: { by: 'buying_group', values: BUYING_GROUPS } } : field,
)
