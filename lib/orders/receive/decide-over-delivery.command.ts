import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { countTogether, ordersOfDay } from '#lib/orders/order/day.store.ts'
import { loadOrderById } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { moveStock } from '#lib/stock/movement.store.ts'
import { storedDate } from '#lib/values/dates.ts'
import { type Keeping, mayKeep } from './keep.rules.ts'
import { daysOf, excessOf, keepersAt } from './keep.store.ts'
import type { DecideOverDelivery } from './receive.schema.ts'

type Found = Prisma.OverDeliveryGetPayload<{
  include: { receiptLine: { include: { receipt: true } }; orderLine: true }
}>

/**
 * Decides on packs beyond the order: kept, they count as received and come into stock; returned, they leave with the
 * supplier. Not by the person who booked them in (OWN_COUNT). Decided once (OVER_DECIDED). Keeping is buying: it is
 * priced, judged with the order and the rest of its commitment by the trust's scheme, and refused with what `mayKeep`
 * says to everybody whom the scheme would not ask; from then on it counts in that commitment.
 */
export async function decideOverDelivery(
  act: Act,
  input: DecideOverDelivery,
): Promise<Result<{ receiptNumber: string }>> {
  const kind = { name: 'decideOverDelivery', permission: 'order.decide_over_delivery' } as const
  return commit(act, kind, input, async (tx) => {
    const found = await tx.overDelivery.findFirst({
      where: { id: input.id },
      include: { receiptLine: { include: { receipt: true } }, orderLine: true },
    })
    if (!found) return refuse({ code: 'NOT_FOUND', what: 'over-delivery' })
    const here = await mayAtStore(tx, act.actor, 'order.decide_over_delivery', found.receiptLine.receipt.storeId)
    if (!here.ok) return here
    if (found.foundBy === act.actor.personId) return refuse({ code: 'OWN_COUNT' })
    if (found.decision !== null) return refuse({ code: 'OVER_DECIDED' })
    const kept = input.decision === 'keep' ? await keep(tx, act, found) : ok(null)
    if (!kept.ok) return kept
    const { net = null, vat = null } = kept.value?.worth ?? {}
    const { count } = await tx.overDelivery.updateMany({
      where: { trustId: act.actor.trustId, id: found.id, decision: null },
      data: {
        ...{ decision: input.decision, decidedBy: act.actor.personId, decidedAt: act.now, reason: input.reason },
        ...{ net, vat },
      },
    })
    if (count === 0) return refuse({ code: 'OVER_DECIDED' })
    if (kept.value) await takeIn(tx, act, found, kept.value)
    const { receiptLine, orderLine } = found
    const decided = { packs: found.packs, lineId: orderLine.id, decision: input.decision, reason: input.reason }
    const data = { ...decided, ...(kept.value ? kept.value.record : {}) }
    audit(tx, { document: 'order', id: orderLine.orderId, verb: 'OVER_DECIDED', data })
    audit(tx, { document: 'receipt', id: receiptLine.receiptId, verb: 'OVER_DECIDED', data })
    return ok({ receiptNumber: receiptLine.receipt.number })
  })
}

type Kept = Keeping & {
  order: Parameters<typeof countTogether>[2]
  /** What the record keeps of it: pence, and whom the scheme asked for what. */
  record: Record<string, unknown>
}

/** Whether the actor may keep them, with the order and the days of its commitment locked. */
async function keep(tx: Tx, act: Act, found: Found): Promise<Result<Kept>> {
  const loaded = await loadOrderById(tx, found.orderLine.orderId)
  if (!loaded.ok) return loaded
  const order = loaded.value
  const { scheme, on, days } = await daysOf(tx, order, act.now)
  const { supplierId, number, version } = order
  const commitment = await ordersOfDay(tx, act, { supplierId, on, days })
  const line = order.orderLines.find((one) => one.id === found.orderLineId) ?? found.orderLine
  const { storeId } = found.receiptLine.receipt
  const { actor, people } = await keepersAt(tx, act, { storeId, foundBy: found.foundBy })
  const may = mayKeep(actor, people, excessOf(order, line, found.packs, commitment), scheme.scheme, act.now)
  if (!may.ok) return may
  const { worth, requirement, as } = may.value
  const { dayTotal, needed } = requirement
  return ok({
    worth,
    requirement,
    // the over-delivery's own id: of the orders of the window none is left out, the one it belongs to least of all
    order: { id: found.id, number, supplierId, on, days, total: dayTotal },
    record: {
      ...{ version, ...worth, dayTotal, schemeVersion: scheme.version, as },
      needed: needed.map(({ role, reasons }) => ({ role, reasons })),
    },
  })
}

/** Kept packs count as received, come into stock, and bind the trust like the order they came with. */
async function takeIn(tx: Tx, act: Act, { id, packs, receiptLine, orderLine }: Found, kept: Kept): Promise<void> {
  const { trustId } = act.actor
  await tx.orderLine.updateMany({
    where: { trustId, id: orderLine.id },
    data: { overPacks: { increment: packs }, receivedPacks: { increment: packs } },
  })
  const { gross } = kept.worth
  await tx.purchaseOrder.updateMany({
    where: { trustId, id: orderLine.orderId },
    data: {
      keptGross: { increment: gross },
      keptOffContract: { increment: orderLine.contractState === 'OFF_CONTRACT' ? gross : 0 },
    },
  })
  await countTogether(tx, act, kept.order)
  await moveStock(tx, act, [
    {
      storeId: receiptLine.receipt.storeId,
      amppId: receiptLine.amppId,
      vmpId: receiptLine.vmpId,
      batch: receiptLine.batch,
      expiry: receiptLine.expiry && storedDate(receiptLine.expiry),
      quarantined: receiptLine.quarantined,
      unitsMilli: packs * Number(orderLine.unitsMilli),
      kind: 'over_delivery',
      sourceId: id,
    },
  ])
}
