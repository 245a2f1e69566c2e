import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { type OrderKind, orderKind } from '#lib/orders/order/order.split.rules.ts'
import { ok, type Result } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type Pence, parsePrice, pence } from '#lib/values/money.ts'
import { changeOpenPad } from './change-pad.store.ts'
import type { CreateOrders } from './create-orders.schema.ts'
import { type Named, namedIn } from './named.store.ts'
import { giveOwnPad } from './own-pad.store.ts'
import type { PadChange } from './pad.schema.ts'
import { insertPad, loadPad } from './pad.store.ts'

/** A draft that was raised. `from` is the place of the asked line, from 0. */
export type CreatedOrder = {
  number: string
  version: number
  revision: number
  supplier: { id: string; name: string }
  storeId: string
  kind: OrderKind
  gross: Pence
  lines: { line: number; from: number; amppId: string; packs: number }[]
}

/**
 * Raises orders for another system: what opening an order pad and filling it does, split by supplier, delivery point and
 * kind as there. Each draft then stands on a pad of its own, so that it is submitted by itself. Refuses INVALID (a name
 * that is unknown), NO_ACCOUNT, PRICE_ON_FILE, and what `planChanges` refuses.
 */
export async function createOrders(act: Act, input: CreateOrders): Promise<Result<{ orders: CreatedOrder[] }>> {
  return commit(act, { name: 'createOrders', permission: 'order.raise' }, input, async (tx) => {
    const named = await namedIn(tx, input, londonDate(act.now))
    if (!named.ok) return named
    const padId = await insertPad(tx, act, named.value)
    const filled = await fill(tx, act, padId, input, named.value)
    if (!filled.ok) return filled
    const orders = await createdOn(tx, padId, filled.value)
    const pad = await loadPad(tx, padId)
    if (!pad.ok) return pad
    for (const order of orders.slice(1)) {
      const own = await giveOwnPad(tx, act, { id: order.id, version: order.version, status: 'draft' }, pad.value)
      if (!own.ok) return own
      order.revision += 1
    }
    return ok({ orders: orders.map(({ id: _id, ...order }) => order) })
  })
}

/** Puts the lines on the pad; answers their ids in the order in which they were asked. */
async function fill(tx: Tx, act: Act, padId: string, input: CreateOrders, named: Named): Promise<Result<string[]>> {
  const head: PadChange = {
    do: 'pad',
    note: input.note,
    ...(input.emergency ? { emergency: true, emergencyReason: input.emergency.reason } : {}),
  }
  const adds = named.lines.map(({ amppId, supplierId, storeId, line }, index): PadChange => {
    return { do: 'add', ref: String(index), amppId, packs: line.packs, supplierId, storeId }
  })
  const added = await changeOpenPad(tx, act, { padId, edit: 1, changes: [head, ...adds] })
  if (!added.ok) return added
  const ids = new Map(added.value.added.map(({ ref, lineId }) => [Number(ref), lineId]))
  const states = await tx.orderLine.findMany({
    where: { id: { in: [...ids.values()] } },
    select: { id: true, contractState: true },
  })
  const beside = new Set(states.filter((one) => one.contractState === 'OFF_CONTRACT').map((one) => one.id))
  const said = named.lines.flatMap(({ line }, index): PadChange[] => {
    const id = ids.get(index) ?? ''
    const { price, priceSource, note, formularyReason } = line
    const reason = beside.has(id) ? line.offContractReason : undefined
    if (price === undefined && note === undefined && reason === undefined && formularyReason === undefined) {
      return []
    }
    const typed = price === undefined ? {} : { price: parsePrice(price) ?? 0, priceSource }
    return [{ do: 'line', line: id, note, reason, formularyReason, ...typed }]
  })
  if (said.length > 0) {
    const changed = await changeOpenPad(tx, act, { padId, edit: added.value.edit, changes: said })
    if (!changed.ok) return changed
  }
  return ok(named.lines.map((_, index) => ids.get(index) ?? ''))
}

async function createdOn(
  tx: Tx,
  padId: string,
  lineIds: readonly string[],
): Promise<(CreatedOrder & { id: string })[]> {
  const orders = await tx.purchaseOrder.findMany({
    where: { padId },
    include: { orderLines: { orderBy: { lineNo: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return orders.map((order) => ({
    id: order.id,
    number: order.number,
    version: order.version,
    revision: order.edit,
    supplier: { id: order.supplierId, name: order.supplierName },
    storeId: order.storeId,
    kind: orderKind(order.kind),
    gross: pence(order.gross),
    lines: order.orderLines.map(({ id, lineNo, amppId, packs }) => {
      return { line: lineNo, from: lineIds.indexOf(id), amppId, packs }
    }),
  }))
}
