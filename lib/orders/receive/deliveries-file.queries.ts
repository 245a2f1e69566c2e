import 'server-only'
import { z } from 'zod'
import { count, day, id, moment, text, units, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile, paged } from '#lib/lists/list-file.ts'
import { type BatchReceipt, type BatchStock, type FoundBatch, findBatches } from './batch.queries.ts'
import {
  type ExpectedDelivery,
  expectedDeliveries,
  type OpenOverDelivery,
  openOverDeliveries,
} from './deliveries.queries.ts'
import { listNotes, type NoteRow } from './notes.queries.ts'

const PLAIN = z.object({})
const A_BATCH = 500

/** What is expected, by supplier and store. */
export const expectedFile = listFile<object, ExpectedDelivery>({
  title: 'Deliveries expected',
  fileName: 'deliveries-expected',
  permission: ['delivery.view'],
  schema: PLAIN,
  columns: () => [
    text('Supplier', (row) => row.supplier),
    text('Store', (row) => row.store),
    text('Site', (row) => row.site),
    day('First due', (row) => row.firstDue),
    count('Lines due', (row) => row.due),
    count('Lines late', (row) => row.late),
    count('Lines', (row) => row.lines),
    count('Packs to come', (row) => row.packs),
    count('Orders', (row) => row.orders),
    text('Fridge', (row) => row.fridge.join('; ')),
    text('Controlled drugs', (row) => row.controlled.join('; ')),
  ],
  rows: ({ actor, now }) => atOnce(() => expectedDeliveries(actor, now)),
})

/** Packs beyond an order that wait for a decision. */
export const overFile = listFile<object, OpenOverDelivery>({
  title: 'More than ordered',
  fileName: 'more-than-ordered',
  permission: ['delivery.view'],
  schema: PLAIN,
  columns: () => [
    text('Product', (row) => row.product),
    text('Pack', (row) => row.packText),
    count('Packs too many', (row) => row.packs),
    count('Packs ordered', (row) => row.ordered),
    text('Supplier', (row) => row.supplier),
    id('Order', (row) => row.orderNumber),
    id('Goods received note', (row) => row.receiptNumber),
    moment('Found', (row) => row.foundAt),
    text('Found by', (row) => row.foundBy),
  ],
  rows: ({ actor }) => atOnce(() => openOverDeliveries(actor)),
})

/** Goods received notes, newest first. */
export const notesFile = listFile<object, NoteRow>({
  title: 'Goods received notes',
  fileName: 'goods-received-notes',
  permission: ['delivery.view'],
  schema: PLAIN,
  columns: () => [
    id('Goods received note', (row) => row.number),
    moment('Booked in', (row) => row.receivedAt),
    text('Booked in by', (row) => row.receivedBy),
    text('Supplier', (row) => row.supplier),
    text('Store', (row) => row.store),
    id('Delivery note', (row) => row.deliveryNote),
    count('Batches', (row) => row.batches),
    count('Packs accepted', (row) => row.accepted),
    count('Packs rejected', (row) => row.rejected),
    count('Packs over', (row) => row.over),
    count('Packs in quarantine', (row) => row.quarantined),
    yes('Taken back', (row) => row.reversed),
    id('Takes back', (row) => row.reverses),
  ],
  rows: ({ actor }) =>
    paged((after: string | undefined) => listNotes(actor, after === undefined ? {} : { after }, A_BATCH)),
})

type Place = { of: FoundBatch; receipt?: BatchReceipt; stock?: BatchStock }

/** What a search for batches found: a row for each note it was booked in with, and for each store that holds it. */
export const batchesFile = listFile<{ q: string }, Place>({
  title: 'Batches',
  fileName: 'batches',
  permission: ['delivery.view', 'stock.view'],
  schema: z.object({ q: z.string().trim().max(200).catch('') }),
  filters: (_actor, _now, { q }) => [['Batch or product', q]],
  columns: () => [
    text('Product', ({ of }) => of.product),
    text('Pack', ({ of }) => of.packText),
    text('Maker', ({ of }) => of.maker),
    id('AMPP', ({ of }) => of.amppId),
    id('Batch', ({ of }) => of.batch),
    day('Expiry', ({ of }) => of.expiry),
    id('Goods received note', ({ receipt }) => receipt?.number),
    moment('Booked in', ({ receipt }) => receipt?.receivedAt),
    text('Supplier', ({ receipt }) => receipt?.supplier),
    id('Order', ({ receipt }) => receipt?.orderNumber),
    count('Packs accepted', ({ receipt }) => receipt?.accepted),
    count('Packs rejected', ({ receipt }) => receipt?.rejected),
    text('In store', ({ stock }) => stock?.store),
    units('Units in store', ({ stock }) => stock?.units),
    text('Unit', ({ of, stock }) => stock && of.unitName),
    text('Set aside', ({ receipt, stock }) => ((stock ?? receipt)?.quarantined ? 'Yes' : 'No')),
  ],
  rows: ({ actor, now }, { q }) =>
    atOnce(async () => {
      const { batches } = await findBatches(actor, now, q)
      return batches.flatMap((of): Place[] => [
        ...of.receipts.map((receipt) => ({ of, receipt })),
        ...of.stock.map((stock) => ({ of, stock })),
      ])
    }),
})
