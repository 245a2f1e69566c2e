import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { CODE_FILE, type CodeColumn } from './code-file.rules.ts'

const WORDS: Record<CodeColumn, FieldWords> = {
  local_code: ['The code', 'ADENO6', ['local code', 'our code', 'nsv code', 'drug code', 'stock code', 'item code']],
  stock_system: ['Which of your systems has it', 'Stock system', ['system', 'source system', 'code system']],
  ampp_id: ['dm+d id of the pack, as text', '4744711000001105', ['ampp', 'ampp code', 'ampp snomed code', 'appid']],
  gtin: ['Barcode, where the dm+d id is not known', '05000283101086', ['barcode', 'ean', 'gtin code']],
  description: ['Not read, for your eyes', 'Adenosine vials', ['product', 'drug', 'medicine', 'product name']],
}

/** The fields of a file of local codes. */
export const CODE_FIELDS = fieldsOf(CODE_FILE, WORDS, ['stock_system'])
