import { type CellReader, type ReadRow, readRow } from '#lib/files/cell.rules.ts'
import type { Columns, TableRow } from '#lib/files/row.rules.ts'
import { isGln } from '#lib/values/codes.ts'
import { parseTime } from '#lib/values/times.ts'
import type { Account } from '../supplier.rules.ts'
import { CHANNELS, ENDPOINT_SCHEMES, SUPPLIER_KINDS, type SupplierKind } from '../supplier.schema.ts'

const COLUMNS = [
  ...([
    'supplier_name',
    'supplier_code',
    'kind',
    'dmd_id',
    'gln',
    'endpoint_scheme',
    'endpoint_id',
    'address',
  ] as const),
  ...(['account_number', 'channel', 'order_email', 'phone', 'minimum_order', 'carriage', 'cut_off'] as const),
  ...(['lead_days', 'answer_hours', 'shelf_life_days'] as const),
] as const

/** A column of a supplier file. */
export type SupplierColumn = (typeof COLUMNS)[number]

/** The columns of a supplier file: one row for each supplier, with how this trust trades with it where `channel` says. */
export const SUPPLIER_FILE: Columns<SupplierColumn> = { all: COLUMNS, required: ['supplier_name'] }

/** A supplier as a file gives it; what is empty there is null: it says nothing of it. */
export type LoadedSupplier = {
  row: number
  name: string
  code: string
  kind: SupplierKind | null
  dmdId: string | null
  gln: string | null
  endpointScheme: string | null
  endpointId: string | null
  address: string[] | null
  /** Null where the row says nothing of an account. */
  account: Account | null
}

const EMAIL = /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/

/** Reads one row of a supplier file; null with problems where it cannot be read. */
export function readSupplierRow(row: TableRow<SupplierColumn>): ReadRow<LoadedSupplier> {
  return readRow(row, readSupplier)
}

const keys = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as K[]

function readSupplier(at: CellReader<SupplierColumn>, { row, cells }: TableRow<SupplierColumn>): LoadedSupplier | null {
  const name = at.needed('supplier_name', 'the name of the supplier', 120)
  const code = at.text('supplier_code', 40)
  const kind = cells.kind === '' ? null : at.oneOf('kind', keys(SUPPLIER_KINDS), null)
  const dmdId = at.dmdId('dmd_id', 'the supplier’s dm+d id', true)
  if (cells.gln !== '' && !isGln(cells.gln)) at.complain('gln', 'Enter a GLN of 13 digits with its check digit.')
  const scheme = cells.endpoint_scheme === '' ? null : at.oneOf('endpoint_scheme', keys(ENDPOINT_SCHEMES), null)
  const endpointId = at.text('endpoint_id', 50)
  if ((cells.endpoint_scheme === '') !== (cells.endpoint_id === '')) {
    at.complain('endpoint_id', 'Enter both the kind of Peppol address and the address, or neither.')
  } else if (scheme === '0088' && !isGln(cells.endpoint_id)) {
    at.complain('endpoint_id', 'Enter a GLN of 13 digits with its check digit.')
  }
  const address = cells.address
    .split(/\||\n/)
    .map((part) => part.trim())
    .filter(Boolean)
  if (address.length > 7 || address.some((part) => part.length > 80)) {
    at.complain('address', 'Enter at most 7 lines of 80 letters, with | between them.')
  }
  const account = readAccount(at, cells)
  if (name === null || code === null || dmdId === null || endpointId === null || account === undefined) return null
  return {
    ...{ row, name, code, kind, account, endpointScheme: scheme },
    ...{ dmdId: dmdId || null, gln: cells.gln || null, endpointId: endpointId || null },
    address: address.length > 0 ? address : null,
  }
}

const OF_ACCOUNT = COLUMNS.slice(COLUMNS.indexOf('account_number'))

/** The account that a row gives; null where it says nothing of one, undefined where it cannot be read. */
function readAccount(
  at: CellReader<SupplierColumn>,
  cells: Record<SupplierColumn, string>,
): Account | null | undefined {
  if (OF_ACCOUNT.every((column) => cells[column] === '')) return null
  const accountNumber = at.text('account_number', 40)
  const channel =
    cells.channel === ''
      ? at.complain('channel', 'Nothing says how orders go to this supplier. Enter email, portal or phone.')
      : at.oneOf('channel', keys(CHANNELS), null)
  if (cells.order_email !== '' && !EMAIL.test(cells.order_email)) {
    at.complain('order_email', 'Enter an e-mail address, like orders@supplier.example.')
  } else if (channel === 'email' && cells.order_email === '') {
    at.complain('order_email', 'Orders go by e-mail: enter where to.')
  }
  const phone = at.text('phone', 40)
  const minimumOrder = at.pounds('minimum_order')
  const carriage = at.pounds('carriage')
  const cutOff = cells.cut_off === '' ? null : parseTime(cells.cut_off)
  if (cells.cut_off !== '' && cutOff === null) at.complain('cut_off', 'Enter a time, like 11:30am or 14:00.')
  const leadDays = at.whole('lead_days', { least: 0, most: 365, empty: 1 })
  const answerHours = at.whole('answer_hours', { least: 1, most: 720, empty: 24 })
  const shelfLifeDays = at.whole('shelf_life_days', { least: 0, most: 3650, empty: 180 })
  if (accountNumber === null || channel === null || phone === null || minimumOrder === null || carriage === null) return
  if (leadDays === null || answerHours === null || shelfLifeDays === null) return
  const orderEmail = cells.order_email || null
  return {
    accountNumber,
    channel,
    orderEmail,
    phone,
    minimumOrder,
    carriage,
    cutOff,
    leadDays,
    answerHours,
    shelfLifeDays,
  }
}
