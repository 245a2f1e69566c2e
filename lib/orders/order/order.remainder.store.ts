import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { closePacks, closeWhenDone } from './order.end.store.ts'
import type { StoredOrder } from './order.store.ts'
import { queueChangeMessage } from './transmission.store.ts'

/** How packs of a line end: at once where the supplier said they will not come, else the supplier is asked first. */
export type Ending = 'at_once' | 'ask_supplier'

/**
 * Ends so many packs of a line of a sent order that are still outstanding. At once, and the order closes when nothing is
 * left; or by asking the supplier (one message, sent once), and the line stays open until the answer is recorded.
 * Refuses with ASKED_ALREADY where the supplier was asked to cancel this line, or the whole order, before.
 */
export async function endRemainder(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  line: StoredOrder['orderLines'][number],
  { packs, how, reason }: { packs: number; how: Ending; reason: string },
): Promise<Result<undefined>> {
  const data = { version: order.version, lineId: line.id, lineNo: line.lineNo, packs, reason }
  if (how === 'at_once') {
    const closed = await closePacks(tx, act, line, packs, reason)
    if (!closed.ok) return closed
    audit(tx, { document: 'order', id: order.id, verb: 'SHORT_CLOSED', data })
    const done = await closeWhenDone(tx, act, order.id, 'Everything came or was closed')
    return done.ok ? ok() : done
  }
  const asked = await tx.orderChange.count({
    where: { orderId: order.id, state: 'asked', OR: [{ orderLineId: line.id }, { kind: 'cancel_order' }] },
  })
  if (asked > 0) return refuse({ code: 'ASKED_ALREADY' })
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
      reason,
      state: 'asked',
      askedBy: act.actor.personId ?? '',
      askedAt: act.now,
    },
  })
  audit(tx, { document: 'order', id: order.id, verb: 'CANCEL_ASKED', data: { ...data, changeId: id } })
  const queued = await queueChangeMessage(tx, act, order, { kind: 'cancellation', changeId: id })
  return queued.ok ? ok() : queued
}
