import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { closePacks, closeWhenDone, endable } from '#lib/orders/order/order.end.store.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder } from '#lib/orders/order/order.store.ts'
import { queueChangeMessage } from '#lib/orders/order/transmission.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayShortClose } from './close.rules.ts'
import type { ShortCloseLine } from './end.schema.ts'

/** What became of it: closed at once, or the supplier was asked. In packs. */
export type ShortClosed = { number: string; packs: number; how: 'at_once' | 'ask_supplier' }

/**
 * Closes what is still to come of a line. Where the supplier answered that it will not come, at once; otherwise the
 * supplier is asked to cancel it (one message, sent once) and the line stays open until the answer is recorded.
 */
export async function shortCloseLine(act: Act, input: ShortCloseLine): Promise<Result<ShortClosed>> {
  return commit<ShortClosed>(act, { name: 'shortCloseLine', permission: 'order.close' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    const line = order.orderLines.find((one) => one.id === input.lineId)
    if (!line) return refuse({ code: 'NOT_FOUND', what: 'line' })
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    const may = mayShortClose(orderStatus(order.status), endable(line))
    if (!may.ok) return may
    const packs = may.value
    const answer = await tx.acknowledgementLine.findFirst({
      where: { orderLineId: line.id, resolution: { not: 'superseded' } },
      orderBy: { id: 'desc' },
    })
    const data = { version: order.version, lineId: line.id, packs, reason: input.reason }
    if (answer && answer.packs <= line.receivedPacks) {
      const closed = await closePacks(tx, act, line, packs, input.reason)
      if (!closed.ok) return closed
      audit(tx, { document: 'order', id: order.id, verb: 'SHORT_CLOSED', data })
      const done = await closeWhenDone(tx, act, order.id, 'Everything came or was closed')
      return done.ok ? ok({ number: order.number, packs, how: 'at_once' as const }) : done
    }
    const asked = await tx.orderChange.findFirst({ where: { orderId: order.id, orderLineId: line.id, state: 'asked' } })
    if (asked) return refuse({ code: 'ASKED_ALREADY' })
    const id = act.newId()
    await tx.orderChange.create({
      data: {
        trustId: act.actor.trustId,
        id,
        orderId: order.id,
        version: order.version,
        kind: 'cancel_line',
        orderLineId: line.id,
        packs,
        reason: input.reason,
        state: 'asked',
        askedBy: act.actor.personId ?? '',
        askedAt: act.now,
      },
    })
    const queued = await queueChangeMessage(tx, act, order, { kind: 'cancellation', changeId: id })
    if (!queued.ok) return queued
    audit(tx, { document: 'order', id: order.id, verb: 'CANCEL_ASKED', data: { ...data, changeId: id } })
    return ok({ number: order.number, packs, how: 'ask_supplier' as const })
  })
}
