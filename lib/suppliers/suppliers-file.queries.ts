import 'server-only'
import { may } from '#lib/access/permissions.ts'
import { type Column, count, id, money, text, yes } from '#lib/lists/column.rules.ts'
import { type Filter, listFile, paged } from '#lib/lists/list-file.ts'
import { listSuppliers, SEES_SUPPLIERS, type SupplierList, type SupplierView } from './supplier.queries.ts'
import { CHANNELS, SUPPLIER_KINDS, supplierAddress } from './supplier.schema.ts'

const A_BATCH = 300
const VIEWS = { all: 'All', account: 'With an account', none: 'Without an account' } as const

const ACCOUNT: readonly Column<SupplierView>[] = [
  yes('Account', ({ account }) => account !== null),
  id('Account number', ({ account }) => account?.accountNumber),
  text('Orders go by', ({ account }) => account && CHANNELS[account.channel]),
  text('Orders to', ({ account }) => account?.orderEmail),
  id('Phone', ({ account }) => account?.phone),
  money('Least order (£)', ({ account }) => account?.minimumOrder),
  money('Carriage below it (£)', ({ account }) => account?.carriage),
  id('Cut-off', ({ account }) => account?.cutOff),
  count('Lead time (days)', ({ account }) => account?.leadDays),
  count('Answer within (hours)', ({ account }) => account?.answerHours),
  count('Shelf life at least (days)', ({ account }) => account?.shelfLifeDays),
]

/** Suppliers by name, with how this trust trades with them. */
export const suppliersFile = listFile<SupplierList, SupplierView>({
  title: 'Suppliers',
  fileName: 'suppliers',
  permission: SEES_SUPPLIERS,
  schema: supplierAddress,
  filters: (_actor, _now, { q, view }) => {
    const found: Filter[] = q === '' ? [] : [['Name or code', q]]
    return [['View', VIEWS[view]], ...found]
  },
  columns: (actor) => [
    text('Supplier', (row) => row.name),
    id('Code', (row) => row.code),
    text('Kind', (row) => SUPPLIER_KINDS[row.kind]),
    id('GLN', (row) => row.gln),
    id('Peppol address', (row) => (row.endpointId ? `${row.endpointScheme}:${row.endpointId}` : '')),
    text('Address', (row) => row.address.join(', ')),
    ...(may(actor, 'supplier.view') ? ACCOUNT : []),
  ],
  rows: ({ actor }, address) =>
    paged(async (after: string | undefined) => {
      const page = await listSuppliers(actor, { ...address, after: after ?? '' }, A_BATCH)
      return { rows: page.suppliers, after: page.after }
    }),
})
