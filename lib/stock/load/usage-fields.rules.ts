import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { USAGE_FILE, type UsageColumn } from './usage-file.rules.ts'

const WORDS: Record<UsageColumn, FieldWords> = {
  store: [
    'Name of the store, as under Sites and stores',
    'Pharmacy store',
    ['store name', 'location', 'stock location'],
  ],
  vmp_id: ['dm+d id of the medicine (VMP)', '35894711000001106', ['vmp', 'vmp code', 'vmp snomed code', 'vmp snomed']],
  description: [
    'Not read, for your eyes',
    'Adenosine vials',
    ['product', 'drug', 'medicine', 'vmp product name', 'product name'],
  ],
  day: ['Day of issue', '2026-06-01', ['date', 'issue date', 'date issued', 'issued on']],
  units: [
    'Units issued (tablets, vials); negative where more came back',
    '72',
    ['quantity', 'qty', 'issued', 'usage', 'units issued', 'quantity issued', 'total quantity in vmp unit'],
  ],
}

/** The fields of a usage file. */
export const USAGE_FIELDS = fieldsOf(USAGE_FILE, WORDS, ['store', 'day'], ['day'])
