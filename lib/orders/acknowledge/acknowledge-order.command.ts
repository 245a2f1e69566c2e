import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { commit } from '#lib/db/commit.ts'
import { isAtSupplier } from '#lib/orders/order/order.status.ts'
import { loadOrder } from '#lib/orders/order/order.store.ts'
import { type Result, refuse } from '#lib/result.ts'
import { type Acknowledged, writeAnswer } from './acknowledge.store.ts'
import { answerable } from './amend.queries.ts'
import { acceptAll, answeredAt, checkAnswers } from './answer.rules.ts'
import type { AcknowledgeOrder } from './answer.schema.ts'

/**
 * Writes down what a supplier answered: everything accepted in one act, or line by line. An answer may come at any time
 * after sending, also after goods, and there may be several: the newest counts. Refusals: INVALID with a message for
 * each field, WRONG_STATUS before sending and after the end, CHANGED_MEANWHILE, NOT_FOUND.
 */
export async function acknowledgeOrder(act: Act, input: AcknowledgeOrder): Promise<Result<Acknowledged>> {
  return commit(act, { name: 'acknowledgeOrder', permission: 'order.acknowledge' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    if (!isAtSupplier(order)) return refuse({ code: 'WRONG_STATUS', verb: 'acknowledge', status: order.status })
    const when = answeredAt(input.answeredOn, { now: act.now, sentAt: order.sentAt })
    if (!when.ok) return when
    const lines = new Map(order.orderLines.map((line) => [line.id, answerable(line)]))
    const given = input.intent === 'all' ? acceptAll(lines.values()) : input.lines
    const offered = await packsByIds(
      tx,
      act.actor,
      given.flatMap((one) => one.substituteAmppId ?? []),
    )
    const answers = checkAnswers(given, { lines, offered, answeredOn: when.value.on, byHand: true })
    if (!answers.ok) return answers
    const { source, supplierReference, note } = input
    const head = { source, supplierReference, note, answeredAt: when.value.at }
    return writeAnswer(tx, act, order, head, answers.value, input.edit)
  })
}
