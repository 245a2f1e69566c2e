import type { SummaryRow } from '#components/ui/summary-list.tsx'
import type { StoreNumber } from '#lib/suppliers/order-address.queries.ts'
import type { AccountView, SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { CHANNELS, ENDPOINT_SCHEMES } from '#lib/suppliers/supplier.schema.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { timeWords } from './supplier-words.ts'

/** How a trust trades with a supplier, row by row; account numbers of single stores after the trust's own. */
export function accountRows(account: AccountView | null, stores: readonly StoreNumber[]): SummaryRow[] {
  if (!account) return [{ label: 'Account', value: 'None yet' }]
  return [
    { label: 'Account number', value: account.accountNumber || 'Not known' },
    ...stores
      .filter((one) => one.accountNumber !== '')
      .map((one) => ({ label: `For ${one.store}, ${one.site}`, value: one.accountNumber })),
    { label: 'Orders go by', value: CHANNELS[account.channel] },
    { label: 'Orders are e-mailed to', value: account.orderEmail ?? 'Nobody' },
    { label: 'Phone', value: account.phone || 'Not known' },
    {
      label: 'Minimum order',
      value: account.minimumOrder === 0 ? 'None' : `${formatPence(account.minimumOrder)} ex VAT`,
    },
    { label: 'Carriage below it', value: account.carriage === 0 ? 'None' : `${formatPence(account.carriage)} ex VAT` },
    { label: 'Cut-off', value: timeWords(account.cutOff) },
    { label: 'Delivery takes', value: formatCounted(account.leadDays, 'working day') },
    { label: 'Usually answers within', value: formatCounted(account.answerHours, 'hour') },
    { label: 'Shelf life we ask for', value: formatCounted(account.shelfLifeDays, 'day') },
  ]
}

/** What a supplier is, row by row. */
export function particularRows(supplier: SupplierView): SummaryRow[] {
  const scheme = supplier.endpointScheme
  const kind =
    scheme && Object.hasOwn(ENDPOINT_SCHEMES, scheme)
      ? ENDPOINT_SCHEMES[scheme as keyof typeof ENDPOINT_SCHEMES]
      : scheme
  return [
    { label: 'Code', value: supplier.code },
    { label: 'GLN', value: supplier.gln ?? 'Not known' },
    { label: 'Peppol address', value: supplier.endpointId ? `${supplier.endpointId} (${kind})` : 'Not known' },
    { label: 'Address', value: supplier.address.length > 0 ? supplier.address.join(', ') : 'Not known' },
  ]
}
