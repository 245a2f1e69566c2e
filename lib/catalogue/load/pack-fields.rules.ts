import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { PACK_FILE, type PackColumn } from './pack-file.rules.ts'

const WORDS: Record<PackColumn, FieldWords> = {
  ampp_id: [
    'dm+d id of the pack, as text',
    '4744711000001105',
    ['ampp', 'ampp code', 'appid', 'ampp snomed', 'ampp snomed code', 'pack id', 'dmd ampp', 'dm d ampp'],
  ],
  vmpp_id: [
    'dm+d id of the generic pack',
    '4744111000001109',
    ['vmpp', 'vmpp code', 'vppid', 'vmpp snomed', 'vmpp snomed code'],
  ],
  amp_id: ['dm+d id of the product', '4744411000001104', ['amp', 'amp code', 'apid', 'amp snomed', 'amp snomed code']],
  vmp_id: [
    'dm+d id of the generic product',
    '35894711000001106',
    ['vmp', 'vmp code', 'vpid', 'vmp snomed', 'vmp snomed code'],
  ],
  vtm_id: ['dm+d id of the substance', '108502004', ['vtm', 'vtm code', 'vtmid']],
  name: [
    'Medicine with strength and form, as dm+d names the VMP',
    'Adenosine 6mg/2ml solution for injection vials',
    ['medicine', 'product', 'product name', 'drug', 'drug name', 'description', 'product description', 'vmp name'],
  ],
  brand: ['Brand name; empty for generics', 'Adenocor', ['brand name', 'trade name']],
  maker: [
    'Supplier of the product, as dm+d names it',
    'Sanofi',
    ['manufacturer', 'supplier', 'supplier name', 'company'],
  ],
  pack_text: ['Pack in words; made from size and unit where empty', '6 vials', ['pack', 'pack description']],
  pack_size: [
    'Units in the pack',
    '6',
    ['size', 'pack quantity', 'units per pack', 'quantity in pack', 'qty per pack'],
  ],
  unit: ['One unit', 'vial', ['uom', 'unit of measure', 'pack uom', 'pack unit', 'unit name']],
  gtins: [
    'Barcodes with | between them, each with its days where it has any',
    '05000283101086 from 2019-03-07',
    ['gtin', 'barcode', 'barcodes', 'ean', 'ean code', 'gtin code'],
  ],
  supplier_code: [
    'Product code that suppliers ask for',
    'ADE6',
    ['supplier product code', 'product code', 'order code', 'pip code', 'pip'],
  ],
  npc_code: ['National product code', 'DAA001', ['npc', 'national product code']],
  local_code: ['The trust’s own code', 'ADENO6', ['our code', 'local product code', 'stock code', 'drug code']],
  cd_category: [
    'dm+d code of controlled drugs',
    '0000',
    ['cd', 'cd schedule', 'controlled drug', 'controlled drug category', 'schedule'],
  ],
  unlicensed: ['Y or N', 'N', ['unlicensed medicine', 'special']],
  fridge: ['Y or N', 'N', ['cold chain', 'refrigerated', 'fridge line']],
  hazardous: ['Y or N', 'N', ['cytotoxic', 'hazard']],
  high_cost: ['Y or N', 'N', ['high cost drug', 'hcd']],
  biosimilar: ['Y or N', 'N', ['biosimilar medicine']],
  discontinued: ['Y or N', 'N', ['disc']],
  list_price: [
    'NHS indicative price in pounds per pack',
    '6.45',
    ['nhs price', 'nhs indicative price', 'indicative price'],
  ],
  made_up: ['Y where pack or barcode is invented, for a demo', 'N'],
}

/** The fields of a product file. */
export const PACK_FIELDS = fieldsOf(PACK_FILE, WORDS, ['maker', 'unit', 'made_up'])
