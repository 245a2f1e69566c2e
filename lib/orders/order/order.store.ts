import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { MOVES, type Move } from '../lifecycle.ts'
import { orderStatus } from './order.status.ts'

/** An order with its lines as a command loads them for the current trust. */
export type StoredOrder = Prisma.PurchaseOrderGetPayload<{ include: { orderLines: true } }>

/** What goes with a move: fields of the order, whole numbers for those of eight bytes. */
export type OrderChanges = {
  [Field in Exclude<keyof Stored, 'trustId' | 'id' | 'edit' | 'status'>]?: Stored[Field] extends bigint | null
    ? Stored[Field] | number
    : Stored[Field]
}

type Stored = Prisma.PurchaseOrderGetPayload<object>

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
  data: OrderChanges = {},
): Promise<Result<undefined>> {
  const { from, to } = MOVES[move]
  if (!(from as readonly string[]).includes(order.status)) {
    return refuse({ code: 'WRONG_STATUS', verb: move, status: orderStatus(order.status) })
  }
  const set = Object.entries(data).map(([name, value]) => Prisma.sql`, ${Prisma.raw(columnOf(name))} = ${value}`)
  const count = await tx.$executeRaw`
    UPDATE purchase_order SET edit = edit + 1, status = ${to} ${Prisma.join(set.length > 0 ? set : [Prisma.empty], '')}
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${order.id}::uuid AND version = ${order.version}
      AND status = ANY (${[...from]}::text[])`
  return count === 1 ? ok() : refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
}

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
