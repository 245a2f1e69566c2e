import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { mayAny } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** What an order's number and the numbers of its lines stand for. */
export type OrderIds = { supplierId: string; storeId: string; lines: Map<number, string> }

/** Who names orders by number and lines by theirs: whoever reads, answers or books in. */
const MAY_NAME = ['order.view', 'order.acknowledge', 'order.receive'] as const

/** The ids behind the numbers of an order of the actor's trust. Refuses NOT_FOUND. */
export async function orderIds(actor: Actor, number: string): Promise<Result<OrderIds>> {
  if (!mayAny(actor, MAY_NAME)) {
    return refuse({ code: 'NOT_ALLOWED', permission: 'order.view' })
  }
  const order = await withTrust(actor, (tx) =>
    tx.purchaseOrder.findFirst({
      where: { trustId: actor.trustId, number },
      select: { supplierId: true, storeId: true, orderLines: { select: { id: true, lineNo: true } } },
    }),
  )
  if (!order) return refuse({ code: 'NOT_FOUND', what: 'order' })
  const { supplierId, storeId, orderLines } = order
  return ok({ supplierId, storeId, lines: new Map(orderLines.map(({ id, lineNo }) => [lineNo, id])) })
}
