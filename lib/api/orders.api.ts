import { z } from 'zod'
import { documentOfOrder } from '#lib/documents/document.queries.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { orderPage } from '#lib/orders/track/order-page.queries.ts'
import { ok, refuse } from '#lib/result.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { apiFile, apiGet, type Operation } from './operation.ts'
import { order, orderDocument, orderFilters, orderList } from './order.schema.ts'
import { orderOf, summaryOf } from './tell-order.ts'
import { orderNumber, orderParams } from './values.schema.ts'

const TAG = 'Orders'

/** Orders as they stand: the list, one, and its documents. */
export const ORDER_READS: readonly Operation[] = [
  apiGet({
    id: 'listOrders',
    tag: TAG,
    summary: 'List orders',
    description: 'Fifty at a time, the newest first unless `sort` says otherwise.',
    params: z.strictObject({}),
    query: orderFilters,
    answer: orderList,
    run: async ({ actor, now }, { query: { query, from, to, ...filters } }) => {
      const days = { from: from as LocalDate | undefined, to: to as LocalDate | undefined }
      const address = { ...filters, ...days, q: query, raisedBy: undefined, before: undefined }
      const { rows, after } = await listOrders(actor, now, address)
      return ok({ items: rows.map(summaryOf), after })
    },
  }),
  apiGet({
    id: 'getOrder',
    tag: TAG,
    summary: 'Read one order',
    params: orderParams,
    query: z.strictObject({}),
    answer: order,
    run: async ({ actor, now }, { params: { number } }) => {
      const page = await orderPage(actor, now, number)
      return page ? ok(orderOf(page)) : refuse({ code: 'NOT_FOUND', what: 'order' })
    },
  }),
  apiGet({
    id: 'listDocuments',
    tag: TAG,
    summary: 'List an order’s documents',
    params: orderParams,
    query: z.strictObject({}),
    answer: z.object({ items: z.array(orderDocument) }),
    run: async ({ actor, now }, { params: { number } }) => {
      const page = await orderPage(actor, now, number)
      return page ? ok({ items: orderOf(page).documents }) : refuse({ code: 'NOT_FOUND', what: 'order' })
    },
  }),
  apiFile({
    id: 'getDocument',
    tag: TAG,
    summary: 'Download a document',
    description: 'Exactly the bytes that were kept. Orders and answers carry prices and need the scope prices:read.',
    params: z.strictObject({ number: orderNumber, documentId: z.uuid() }),
    query: z.strictObject({}),
    files: ['application/pdf', 'text/html', 'text/plain', 'application/xml'],
    run: ({ actor }, { number, documentId }) => documentOfOrder(actor, number, documentId),
  }),
]
