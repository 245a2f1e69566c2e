import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { settleEndedAnswers } from '#lib/orders/order/answer.store.ts'
import { closePacks, closeWhenDone, endable } from '#lib/orders/order/order.end.store.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { loadOrder, moveOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { AnswerChange } from './end.schema.ts'

/**
 * Records what the supplier said to a cancellation that was asked for. Agreed: the line's remainder is closed, or the
 * order cancelled unless goods came meanwhile (then what is still to come is closed). Refused: everything stands. A
 * message that asks and has not left by then is not sent any more.
 */
export async function answerChange(act: Act, input: AnswerChange): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'answerChange', permission: 'order.cancel' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    const change = await tx.orderChange.findFirst({ where: { id: input.changeId, orderId: order.id } })
    if (!change) return refuse({ code: 'NOT_FOUND', what: 'cancellation' })
    const { count } = await tx.orderChange.updateMany({
      where: { trustId: act.actor.trustId, id: change.id, state: 'asked' },
      data: { state: input.answer, answeredBy: act.actor.personId, answeredAt: act.now, answerNote: input.note },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'cancellation' })
    await tx.transmission.updateMany({
      where: { trustId: act.actor.trustId, subjectId: change.id, status: { in: ['queued', 'failed'] } },
      data: { status: 'withdrawn' },
    })
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'CANCEL_ANSWERED',
      data: { changeId: change.id, answer: input.answer, note: input.note },
    })
    if (input.answer === 'refused') return ok({ number: order.number })
    const done = change.orderLineId
      ? await closeLine(tx, act, order, { lineId: change.orderLineId, packs: change.packs ?? 0, reason: change.reason })
      : await cancelAgreed(tx, act, order, change.reason)
    return done.ok ? ok({ number: order.number }) : done
  })
}

async function closeLine(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  asked: { lineId: string; packs: number; reason: string },
): Promise<Result<unknown>> {
  const line = order.orderLines.find((one) => one.id === asked.lineId)
  if (!line) return refuse({ code: 'NOT_FOUND', what: 'line' })
  const packs = Math.min(asked.packs, outstandingPacks(endable(line)))
  if (packs > 0) {
    const closed = await closePacks(tx, act, line, packs, asked.reason)
    if (!closed.ok) return closed
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'SHORT_CLOSED',
      data: { version: order.version, lineId: line.id, packs, reason: asked.reason },
    })
  }
  return closeWhenDone(tx, act, order.id, 'Everything came or was closed')
}

async function cancelAgreed(tx: Tx, act: Act, order: StoredOrder, reason: string): Promise<Result<unknown>> {
  const cameMeanwhile = order.orderLines.some((line) => line.receivedPacks > 0)
  for (const line of order.orderLines) {
    const packs = outstandingPacks(endable(line))
    if (packs === 0) continue
    const closed = await closePacks(tx, act, line, packs, reason)
    if (!closed.ok) return closed
  }
  if (cameMeanwhile || order.status !== 'sent') return closeWhenDone(tx, act, order.id, reason)
  await settleEndedAnswers(tx, act, order.id)
  const moved = await moveOrder(tx, act, order, 'cancelAfterSending', { closedAt: act.now, closeReason: reason })
  if (!moved.ok) return moved
  audit(tx, { document: 'order', id: order.id, verb: 'CANCELLED', data: { version: order.version, reason } })
  return ok()
}
