import 'server-only'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { count, day, id, moment, tenths, text, yes } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { notePage } from './note.queries.ts'
import { isVariance, VARIANCE_NAMES } from './variance.rules.ts'

const A_BATCH = 500

type Row = {
  id: string
  note: string
  receivedAt: Date
  supplier: string
  store: string
  order: string
  lineNo: number
  product: string
  packText: string
  maker: string
  amppId: string
  gtin: string | null
  batch: string
  expiry: LocalDate | null
  accepted: number
  rejected: number
  over: number
  variance: string | null
  fridgeTenths: number | null
  quarantined: boolean
  remark: string
}

async function batchesReceived(
  actor: Actor,
  asked: { number: string | undefined; after: string | undefined },
): Promise<{ rows: Row[]; after: string | null }> {
  if (!may(actor, 'delivery.view')) return { rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const conditions = [Prisma.sql`l.trust_id = ${actor.trustId}::uuid`]
    if (asked.number !== undefined) {
      const note = await tx.receipt.findFirst({
        where: { trustId: actor.trustId, number: asked.number },
        select: { id: true },
      })
      if (!note) return { rows: [], after: null }
      conditions.push(Prisma.sql`l.receipt_id = ${note.id}::uuid`)
    }
    if (asked.after) conditions.push(Prisma.sql`l.id < ${asked.after}::uuid`)
    const rows = await tx.$queryRaw<(Omit<Row, 'expiry'> & { expiry: string | null })[]>`
      SELECT l.id, r.number AS note, r.received_at AS "receivedAt", r.supplier_name AS supplier, s.name AS store, o.number AS "order",
        ol.line_no AS "lineNo", ol.product_name AS product, ol.pack_text AS "packText", ol.maker, l.ampp_id AS "amppId", ol.gtin,
        l.batch, l.expiry::text, l.accepted_packs AS accepted, l.rejected_packs AS rejected, l.over_packs AS over, l.variance,
        l.fridge_tenths AS "fridgeTenths", l.quarantined, l.note AS remark
      FROM (SELECT * FROM receipt_line l WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY l.id DESC LIMIT ${A_BATCH + 1}) l
      JOIN receipt r ON r.trust_id = l.trust_id AND r.id = l.receipt_id
      JOIN store s ON s.trust_id = r.trust_id AND s.id = r.store_id
      JOIN order_line ol ON ol.trust_id = l.trust_id AND ol.id = l.order_line_id
      JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
      ORDER BY l.id DESC`
    const page = rows.slice(0, A_BATCH)
    return {
      rows: page.map((row) => ({ ...row, expiry: row.expiry === null ? null : localDate(row.expiry) })),
      after: rows.length > A_BATCH ? (page.at(-1)?.id ?? null) : null,
    }
  })
}

/** Every batch that was booked in, newest first, or those of one goods received note. */
export const batchesReceivedFile = listFile<{ number?: string | undefined }, Row>({
  title: 'Goods received',
  fileName: 'goods-received',
  permission: ['delivery.view'],
  schema: z.object({ number: z.string().max(40).optional() }),
  found: async (actor, _now, { number }) => number === undefined || (await notePage(actor, number)) !== null,
  filters: (_actor, _now, { number }) => (number ? [['Goods received note', number]] : []),
  columns: () => [
    id('Goods received note', (row) => row.note),
    moment('Booked in', (row) => row.receivedAt),
    text('Supplier', (row) => row.supplier),
    text('Store', (row) => row.store),
    id('Order', (row) => row.order),
    count('Line', (row) => row.lineNo),
    text('Product', (row) => row.product),
    text('Pack', (row) => row.packText),
    text('Maker', (row) => row.maker),
    id('AMPP', (row) => row.amppId),
    id('GTIN', (row) => row.gtin),
    id('Batch', (row) => row.batch),
    day('Expiry', (row) => row.expiry),
    count('Packs accepted', (row) => row.accepted),
    count('Packs rejected', (row) => row.rejected),
    count('Packs over', (row) => row.over),
    text('Difference', (row) => (row.variance && isVariance(row.variance) ? VARIANCE_NAMES[row.variance] : '')),
    tenths('Fridge (°C)', (row) => row.fridgeTenths),
    yes('Quarantine', (row) => row.quarantined),
    text('Note', (row) => row.remark),
  ],
  rows: ({ actor }, { number }) => paged((after: string | undefined) => batchesReceived(actor, { number, after })),
})
