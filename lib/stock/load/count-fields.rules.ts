import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { COUNT_FILE, type CountColumn } from './count-file.rules.ts'

const WORDS: Record<CountColumn, FieldWords> = {
  store: [
    'Name of the store, as under Sites and stores',
    'Pharmacy store',
    ['store name', 'location', 'stock location'],
  ],
  ampp_id: [
    'dm+d id of the pack: this or the barcode',
    '4744711000001105',
    ['ampp', 'ampp code', 'pack id', 'ampp snomed code'],
  ],
  gtin: ['Barcode of the pack', '05000283101086', ['barcode', 'ean', 'ean code']],
  description: ['Not read, for your eyes', 'Adenosine vials', ['product', 'drug', 'medicine', 'product name']],
  batch: ['Batch; empty where it is not recorded', 'A1234', ['batch number', 'batch no', 'lot', 'lot number']],
  expiry: ['Last day it can be used', '2027-08-31', ['expiry date', 'exp', 'exp date', 'use by']],
  packs: [
    'Packs on the shelf, or else units',
    '12',
    ['quantity', 'qty', 'count', 'counted', 'packs counted', 'stock', 'stock on hand'],
  ],
  units: ['Units on the shelf (tablets, vials)', '72', ['quantity in units', 'units counted']],
}

/** The fields of a stock count. */
export const COUNT_FIELDS = fieldsOf(COUNT_FILE, WORDS, ['store'], ['expiry'])
