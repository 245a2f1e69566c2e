import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { SUPPLIER_FILE, type SupplierColumn } from './supplier-file.rules.ts'

const WORDS: Record<SupplierColumn, FieldWords> = {
  supplier_name: [
    'Name of the supplier',
    'Example Generics Ltd',
    ['supplier', 'name', 'company', 'vendor', 'vendor name'],
  ],
  supplier_code: [
    'Its code in your files',
    'SUP001',
    ['code', 'supplier id', 'vendor code', 'vendor number', 'supplier number'],
  ],
  kind: ['manufacturer, wholesaler or specials', 'manufacturer', ['type', 'supplier type']],
  dmd_id: ['dm+d id of the supplier', '3144701000001104', ['dmd', 'dm d id', 'dmd supplier code']],
  gln: ['Global location number', '5012345678900', ['global location number']],
  endpoint_scheme: ['Kind of Peppol address: 0088, 9932 or 0060', '0088', ['peppol scheme']],
  endpoint_id: ['Peppol address', '5012345678900', ['peppol', 'peppol id', 'peppol address']],
  address: ['Lines with | between them', '1 Mill Lane|Vale|AV1 2CD', ['postal address']],
  account_number: ['Your account number with it', 'AV-0042', ['account', 'account no', 'customer number']],
  channel: ['How orders go: email, portal or phone', 'email', ['order channel', 'ordering method', 'order by']],
  order_email: [
    'Where orders are e-mailed',
    'orders@supplier.example',
    ['email', 'e mail', 'email address', 'order e mail'],
  ],
  phone: ['Telephone', '020 7946 0000', ['telephone', 'tel', 'phone number']],
  minimum_order: ['Pounds ex VAT', '150.00', ['minimum order value', 'mov']],
  carriage: ['Pounds ex VAT below the minimum', '9.50', ['carriage charge', 'delivery charge']],
  cut_off: ['Last time for orders of the day', '14:00', ['cut off time', 'cutoff']],
  lead_days: ['Days until delivery; 1 where empty', '1', ['lead time', 'lead time days']],
  answer_hours: ['Hours until it answers; 24 where empty', '24', ['answer time']],
  shelf_life_days: ['Days a pack must last when it comes; 180 where empty', '180', ['shelf life']],
}

/** The fields of a supplier file. */
export const SUPPLIER_FIELDS = fieldsOf(SUPPLIER_FILE, WORDS, [
  'kind',
  'channel',
  'lead_days',
  'answer_hours',
  'shelf_life_days',
])
