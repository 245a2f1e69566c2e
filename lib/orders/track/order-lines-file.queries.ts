import 'server-only'
import { z } from 'zod'
import { stateWords } from '#lib/contracts/contract-names.rules.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type Column, count, day, id, money, percent, text, unitPrice } from '#lib/lists/column.rules.ts'
import { MOST_ROWS } from '#lib/lists/limits.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { linesOfMedicine, linesOfOrders, type OrderLineRow, orderIdOf } from './order-lines.queries.ts'
import { countOrders, orderPage } from './order-list.queries.ts'
import { type OrderListAddress, orderListAddress } from './order-list.schema.ts'
import { orderFilters } from './orders-file.queries.ts'

/** Orders whose lines are read at a time, and lines of a medicine. */
const A_BATCH = 200

const notShown = (row: OrderLineRow) => HIDDEN_WORDS[row.hidden ?? 'role']

const COLUMNS: readonly Column<OrderLineRow>[] = [
  id('Order', (row) => row.number),
  count('Line', (row) => row.lineNo),
  text('Order status', (row) => STATUS_NAMES[row.status]),
  text('Line state', (row) => row.state),
  text('About the state', (row) => row.about),
  text('Supplier', (row) => row.supplier),
  text('Deliver to', (row) => row.store),
  id('Cost centre', (row) => row.costCentre),
  day('Raised on', (row) => row.raisedOn),
  text('Product', (row) => row.product),
  text('Pack', (row) => row.packText),
  text('Brand', (row) => row.brand),
  text('Maker', (row) => row.maker),
  id('AMPP', (row) => row.amppId),
  id('VMP', (row) => row.vmpId),
  id('GTIN', (row) => row.gtin),
  id('Supplier’s code', (row) => row.supplierCode),
  count('Packs', (row) => row.packs),
  count('Packs received', (row) => row.received),
  count('Packs closed', (row) => row.closed),
  count('Packs to come', (row) => row.outstanding),
  day('Due on', (row) => row.dueOn),
  text('Contract', (row) => stateWords(row.contractState)),
  unitPrice('Pack ex VAT (£)', (row) => row.price ?? notShown(row)),
  money('Net (£)', (row) => row.net ?? notShown(row)),
  percent('VAT rate (%)', (row) => row.vatRate),
  money('VAT (£)', (row) => row.vat ?? notShown(row)),
]

const PARTS = { permission: ['order.view'], sensitive: ['prices'], columns: () => COLUMNS } as const

/** The lines of the orders of the order list, with its filters and sort in force. */
export const orderLinesFile = listFile<OrderListAddress, OrderLineRow>({
  ...PARTS,
  title: 'Order lines',
  fileName: 'order-lines',
  schema: orderListAddress,
  filters: (actor, _now, address) => orderFilters(actor, address),
  expected: async ({ actor, now }, address) => (await countOrders(actor, now, address, MOST_ROWS))?.lines ?? null,
  rows: ({ actor, now }, address) =>
    paged((after: string | undefined) =>
      withTrust(actor, async (tx) => {
        const page = await orderPage(tx, { actor, now, size: A_BATCH }, { ...address, before: undefined, after })
        return { rows: await linesOfOrders(tx, actor, now, page.ids), after: page.after }
      }),
    ),
})

/** The lines of one order. */
export const linesOfOrderFile = listFile<{ number: string }, OrderLineRow>({
  ...PARTS,
  title: 'Lines of an order',
  fileName: 'order-lines',
  schema: z.object({ number: z.string().max(40) }),
  found: async (actor, _now, { number }) => (await withTrust(actor, (tx) => orderIdOf(tx, actor, number))) !== null,
  filters: (_actor, _now, { number }) => [['Order', number]],
  async *rows({ actor, now }, { number }) {
    yield await withTrust(actor, async (tx) => {
      const order = await orderIdOf(tx, actor, number)
      return order ? linesOfOrders(tx, actor, now, [order]) : []
    })
  },
})

/** The lines on which a medicine was ordered, newest first. */
export const linesOfMedicineFile = listFile<{ vmp: string }, OrderLineRow>({
  ...PARTS,
  title: 'Orders of a medicine',
  fileName: 'orders-of-medicine',
  schema: z.object({ vmp: z.string().refine(isDmdId, 'Give the medicine’s dm+d id') }),
  filters: (_actor, _now, { vmp }) => [['Medicine, dm+d', vmp]],
  rows: ({ actor, now }, { vmp }) =>
    paged((after: string | undefined) => linesOfMedicine(actor, { now, vmpId: vmp, after, size: A_BATCH })),
})
