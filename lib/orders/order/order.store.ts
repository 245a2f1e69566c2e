import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { MOVES, type Move } from '../lifecycle.ts'
import { orderStatus } from './order.status.ts'

/** An order with its lines as a command loads them for the current trust. */
export type StoredOrder = Prisma.PurchaseOrderGetPayload<{ include: { orderLines: true } }>

/** Loads an order of the current trust by number, locked for the rest of the transaction; NOT_FOUND for any other. */
export async function loadOrder(tx: Tx, number: string): Promise<Result<StoredOrder>> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM purchase_order WHERE number = ${number} FOR UPDATE`
  return orderById(tx, locked[0]?.id)
}

/** Loads an order of the current trust by id, locked for the rest of the transaction. */
export async function loadOrderById(tx: Tx, id: string): Promise<Result<StoredOrder>> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM purchase_order WHERE id = ${id}::uuid FOR UPDATE`
  return orderById(tx, locked[0]?.id)
}

async function orderById(tx: Tx, id: string | undefined): Promise<Result<StoredOrder>> {
  const order = id
    ? await tx.purchaseOrder.findFirst({ where: { id }, include: { orderLines: { orderBy: { lineNo: 'asc' } } } })
    : null
  return order ? ok(order) : refuse({ code: 'NOT_FOUND', what: 'order' })
}

/**
 * Compare-and-set: moves the order's status by a verb of the lifecycle and changes what goes with it, if it still has
 * the version the decision was made on and a status the move may start from. Refuses with CHANGED_MEANWHILE when the
 * row moved on, WRONG_STATUS when the verb does not apply.
 */
export async function moveOrder(
  tx: Tx,
  act: Act,
  order: Pick<StoredOrder, 'id' | 'status' | 'version'>,
  move: Move,
  data: Prisma.PurchaseOrderUncheckedUpdateManyInput = {},
): Promise<Result<undefined>> {
  const { from, to } = MOVES[move]
  if (!(from as readonly string[]).includes(order.status)) {
    return refuse({ code: 'WRONG_STATUS', verb: move, status: orderStatus(order.status) })
  }
  const { count } = await tx.purchaseOrder.updateMany({
    where: { trustId: act.actor.trustId, id: order.id, version: order.version, status: { in: [...from] } },
    data: { edit: { increment: 1 }, ...data, status: to },
  })
  return count === 1 ? ok() : refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
}
