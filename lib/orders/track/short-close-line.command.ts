import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { endable } from '#lib/orders/order/order.end.store.ts'
import { type Ending, endRemainder } from '#lib/orders/order/order.remainder.store.ts'
import { orderStatus } from '#lib/orders/order/order.status.ts'
import { loadOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayShortClose } from './close.rules.ts'
import type { ShortCloseLine } from './end.schema.ts'

/** What became of it: closed at once, or the supplier was asked. In packs. */
export type ShortClosed = { number: string; packs: number; how: Ending }

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
    const how = answer && answer.packs <= line.receivedPacks ? ('at_once' as const) : ('ask_supplier' as const)
    const ended = await endRemainder(tx, act, order, line, { packs, how, reason: input.reason })
    return ended.ok ? ok({ number: order.number, packs, how }) : ended
  })
}
