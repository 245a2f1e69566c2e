import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { ReceivableLine } from './receive.rules.ts'

/** A line with its order as goods-in books it in. */
export type StoredLine = ReceivableLine & {
  orderId: string
  orderVersion: number
  amppId: string
  vmpId: string
  unitsMilli: number
}

/** Loads the lines of a delivery and locks their orders, in order of id so that two deliveries never wait crosswise. */
export async function loadLines(tx: Tx, lineIds: readonly string[]): Promise<Map<string, StoredLine>> {
  const ids = [...new Set(lineIds)]
  await tx.$queryRaw`
    SELECT id FROM purchase_order WHERE id IN (SELECT order_id FROM order_line WHERE id = ANY (${ids}::uuid[]))
    ORDER BY id FOR UPDATE`
  const lines = await tx.orderLine.findMany({ where: { id: { in: ids } }, include: { order: true } })
  return new Map(
    lines.map((line) => [
      line.id,
      {
        id: line.id,
        orderId: line.orderId,
        orderNumber: line.order.number,
        orderStatus: line.order.status,
        orderVersion: line.order.version,
        raisers: [line.order.raisedBy, line.order.submittedBy, ...line.order.changers].filter((one) => one !== null),
        supplierId: line.order.supplierId,
        storeId: line.order.storeId,
        product: line.productName,
        packs: line.packs,
        received: line.receivedPacks,
        closed: line.closedPacks,
        over: line.overPacks,
        batchRequired: line.batchRequired,
        fridge: line.fridge,
        controlled: line.cdCategory !== '0000',
        amppId: line.amppId,
        vmpId: line.vmpId,
        unitsMilli: Number(line.unitsMilli),
      },
    ]),
  )
}

/**
 * Adds packs to what lines have received (negative in a reversal, which opens a short-closed line again: what it takes
 * back may still come). The database refuses more than was ordered.
 */
export async function addReceived(tx: Tx, act: Act, packs: ReadonlyMap<string, number>): Promise<Result<undefined>> {
  const changes = [...packs].filter(([, count]) => count !== 0)
  if (changes.length === 0) return ok()
  const count = await tx.$executeRaw`
    UPDATE order_line l SET received_packs = l.received_packs + c.packs,
      state = CASE WHEN l.state = 'short_closed' AND c.packs < 0 THEN 'open' ELSE l.state END
    FROM unnest(${changes.map(([id]) => id)}::uuid[], ${changes.map(([, n]) => n)}::int[]) AS c (id, packs)
    WHERE l.trust_id = ${act.actor.trustId}::uuid AND l.id = c.id`
  return count === changes.length ? ok() : refuse({ code: 'CHANGED_MEANWHILE', what: 'line' })
}
