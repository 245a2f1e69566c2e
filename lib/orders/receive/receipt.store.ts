import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { undoAmendment } from '#lib/orders/order/amendment.store.ts'
import { lapseApprovals } from '#lib/orders/order/ask.store.ts'
import { changeWaits, isAtSupplier } from '#lib/orders/order/order.status.ts'
import type { StoredOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { ReceivableLine } from './receive.rules.ts'
import {
  type ChangedLine,
  type ChangedOrder,
  isMoot,
  isProposed,
  lineForGoods,
  packsHeldByChange,
  type TakenBack,
  takenBack,
} from './waiting-change.rules.ts'

type PurchaseOrder = Omit<StoredOrder, 'orderLines'>

/** What goods-in needs of a line: of a thousand lines, whole rows would take longer to read than their delivery to book. */
type OrderLine = ChangedLine & {
  orderId: string
  vmpId: string
  product: string
  batchRequired: boolean
  fridge: boolean
  cdCategory: string
}

/** A line with its order as goods-in books it in. */
export type StoredLine = ReceivableLine & {
  orderId: string
  orderVersion: number
  amppId: string
  vmpId: string
  unitsMilli: number
}

/** The lines of a delivery by the id they were counted under, and what a change that waits makes of them. */
export type LoadedLines = {
  lines: Map<string, StoredLine>
  /** Orders of which a change waits for approval. */
  waiting: ReadonlySet<string>
  /** What packs that come, by line, take back from changes that wait. */
  takes(came: ReadonlyMap<string, number>): TakenBack[]
}

/**
 * Loads the lines that a delivery's packs belong to and locks their orders, in order of id so that two deliveries never
 * wait crosswise. A line that another took the place of answers with that one (`lineForGoods`), under the id asked for.
 */
export async function loadLines(tx: Tx, lineIds: readonly string[]): Promise<LoadedLines> {
  const ids = [...new Set(lineIds)]
  // by an array, so that no plan made while the tables were small reads them whole once they are not
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM purchase_order WHERE id = ANY (ARRAY(SELECT order_id FROM order_line WHERE id = ANY (${ids}::uuid[])))
    ORDER BY id FOR UPDATE`
  const orders = await tx.purchaseOrder.findMany({
    where: { id: { in: locked.map((one) => one.id) } },
  })
  const linesOf = Map.groupBy(await orderLines(tx, orders), (line) => line.orderId)
  const waiting = new Set<string>()
  const changed = new Map<string, { order: ChangedOrder; lines: ChangedLine[] }>()
  const lines = new Map<string, StoredLine>()
  const asked = new Set(ids)
  for (const order of orders) {
    const facts = { version: order.version, waits: changeWaits(order) }
    if (facts.waits) waiting.add(order.id)
    const all = linesOf.get(order.id) ?? []
    for (const one of all) {
      changed.set(one.id, { order: facts, lines: all })
      if (asked.has(one.id)) lines.set(one.id, storedLine(order, lineForGoods(facts, all, one), facts, all))
    }
  }
  return {
    lines,
    waiting,
    takes: (came) =>
      [...came.keys()].flatMap((lineId) => {
        const known = changed.get(lineId)
        const line = known?.lines.find((one) => one.id === lineId)
        return (known && line && takenBack(known.order, known.lines, line, came)) ?? []
      }),
  }
}

/** The lines of some orders. */
async function orderLines(tx: Tx, orders: readonly { id: string }[]): Promise<OrderLine[]> {
  const rows = await tx.$queryRaw<(Omit<OrderLine, 'unitsMilli'> & { unitsMilli: bigint })[]>`
    SELECT order_id AS "orderId", id, ampp_id AS "amppId", vmp_id AS "vmpId", product_name AS product, state, packs,
      received_packs AS received, closed_packs AS closed, over_packs AS over, superseded_packs AS superseded,
      added_in_version AS "addedInVersion", ended_in_version AS "endedInVersion", replaces_line_id AS "replacesLineId",
      units_milli AS "unitsMilli", batch_required AS "batchRequired", fridge, cd_category AS "cdCategory"
    FROM order_line WHERE order_id = ANY (${orders.map((one) => one.id)}::uuid[]) ORDER BY order_id, line_no`
  return rows.map((row) => ({ ...row, unitsMilli: Number(row.unitsMilli) }))
}

function storedLine(order: PurchaseOrder, line: OrderLine, facts: ChangedOrder, all: ChangedLine[]): StoredLine {
  return {
    id: line.id,
    orderId: order.id,
    orderNumber: order.number,
    orderStatus: order.status,
    withSupplier: order.status === 'closed' || isAtSupplier(order),
    orderVersion: order.version,
    raisers: [order.raisedBy, order.submittedBy, ...order.changers].filter((one) => one !== null),
    supplierId: order.supplierId,
    storeId: order.storeId,
    product: line.product,
    packs: line.packs,
    received: line.received,
    closed: line.closed - packsHeldByChange(facts, all, line),
    over: line.over,
    proposed: isProposed(facts, line),
    batchRequired: line.batchRequired,
    fridge: line.fridge,
    controlled: line.cdCategory !== '0000',
    amppId: line.amppId,
    vmpId: line.vmpId,
    unitsMilli: line.unitsMilli,
  }
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

/**
 * Takes packs that came as they were ordered out of a change that waits: before they are counted as received. The
 * proposed line keeps what is still to be covered.
 */
export async function takeBack(tx: Tx, act: Act, taken: readonly TakenBack[]): Promise<void> {
  const { trustId } = act.actor
  for (const { lineId, packs, successorId, successorPacks } of taken) {
    await tx.orderLine.update({
      where: { trustId_id: { trustId, id: lineId } },
      data: { closedPacks: { decrement: packs }, supersededPacks: { decrement: packs } },
    })
    if (successorPacks === 0) continue
    await tx.orderLine.update({
      where: { trustId_id: { trustId, id: successorId } },
      data: { closedPacks: { increment: successorPacks }, stateReason: 'Came as it was ordered before' },
    })
  }
}

/** Drops the change of an order that waits once all it would have changed came as it was ordered before. */
export async function dropMootChange(tx: Tx, act: Act, orderId: string): Promise<Result<undefined>> {
  const order = await tx.purchaseOrder.findFirstOrThrow({
    where: { id: orderId },
    include: { orderLines: { orderBy: { lineNo: 'asc' } } },
  })
  const facts = { version: order.version, waits: changeWaits(order) }
  if (!isMoot(facts, await orderLines(tx, [order]))) return ok()
  await lapseApprovals(tx, act, order)
  const undone = await undoAmendment(tx, act, order, 'Everything came as it was ordered before')
  return undone.ok ? ok() : undone
}
