import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { resolveOpenAnswer } from '#lib/orders/order/answer.store.ts'
import { remainderOf } from '#lib/orders/order/answer-decision.rules.ts'
import { OFF_CONTRACT_REASONS } from '#lib/orders/order/off-contract.rules.ts'
import { endable } from '#lib/orders/order/order.end.store.ts'
import { ANSWER_CODES, outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { endRemainder } from '#lib/orders/order/order.remainder.store.ts'
import { loadOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { price } from '#lib/values/money.ts'
import { milli, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'
import { changeOpenPad } from './change-pad.store.ts'
import type { OrderElsewhere } from './elsewhere.schema.ts'
import { insertPad } from './pad.store.ts'

/** The pad that was opened, its line, and how many packs of the other pack stand on it. */
export type OrderedElsewhere = { number: string; padId: string; lineId: string; packs: number }

/**
 * Orders elsewhere what a supplier's answer leaves of a line: opens an order pad for this person, to the same store and
 * cost centre, with the other pack on it, as many as cover what is left; its line names the one it replaces, which a
 * claim for the difference rests on. What is left of the old line ends in the same act: at once where it will not come,
 * else the supplier is asked to cancel it. Refusals: CHANGED_MEANWHILE, NOTHING_OUTSTANDING, WRONG_STATUS, NOT_FOUND,
 * ASKED_ALREADY, and those of the pad (NO_ACCOUNT, NOT_FOUND).
 */
export async function orderElsewhere(act: Act, input: OrderElsewhere): Promise<Result<OrderedElsewhere>> {
  return commit<OrderedElsewhere>(act, { name: 'orderElsewhere', permission: 'order.raise' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    if (order.status !== 'sent') return refuse({ code: 'WRONG_STATUS', verb: 'resolve', status: order.status })
    const answer = await tx.acknowledgementLine.findFirst({ where: { id: input.answerId, orderId: order.id } })
    const line = order.orderLines.find((one) => one.id === answer?.orderLineId)
    if (!answer || !line) return refuse({ code: 'NOT_FOUND', what: 'answer' })
    const facts = { ...endable(line), price: price(line.price) }
    if (outstandingPacks(facts) === 0) return refuse({ code: 'NOTHING_OUTSTANDING' })
    const code = ANSWER_CODES.find((one) => one === answer.code)
    if (!code) throw new RangeError(`${answer.code} is no answer`)
    const said = { code, packs: answer.packs, price: answer.price === null ? null : price(answer.price) }
    const remainder = remainderOf(facts, said)
    const resolved = await resolveOpenAnswer(tx, act, answer, 'ordered_elsewhere', input.note)
    if (!resolved.ok) return resolved
    const pad = await openWith(tx, act, order, { line, remainder: remainder.packs, input })
    if (!pad.ok) return pad
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'RESOLVED',
      data: {
        ...{ version: order.version, answerId: answer.id, lineId: line.id, lineNo: line.lineNo, code },
        ...{ resolution: 'ordered_elsewhere', packs: remainder.packs, reason: input.note },
        ...{ padId: pad.value.padId, newLineId: pad.value.lineId, ...input.offer, offContract: input.reason },
      },
    })
    const reason = input.reason ? OFF_CONTRACT_REASONS[input.reason] : 'Ordered elsewhere'
    const ended = await endRemainder(tx, act, order, line, { ...remainder, reason })
    return ended.ok ? ok({ number: order.number, ...pad.value }) : ended
  })
}

type Left = { line: StoredOrder['orderLines'][number]; remainder: number; input: OrderElsewhere }

async function openWith(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  { line, remainder, input }: Left,
): Promise<Result<Omit<OrderedElsewhere, 'number'>>> {
  const { amppId, supplierId } = input.offer
  const pack = (await packsByIds(tx, act.actor, [amppId])).get(amppId)
  if (pack?.vmpId !== line.vmpId) return refuse({ code: 'NOT_FOUND', what: 'pack of this medicine' })
  const units = unitsInPacks(packs(remainder), milli(line.unitsMilli))
  const count = packsToCover(units, pack.unitsMilli)
  const padId = await insertPad(tx, act, order)
  const added = await changeOpenPad(tx, act, {
    padId,
    edit: 1,
    changes: [{ do: 'add', ref: 'elsewhere', amppId, packs: count, supplierId, replacesLineId: line.id }],
  })
  if (!added.ok) return added
  const [lineId = ''] = added.value.lines
  const made = await tx.orderLine.findFirstOrThrow({ where: { id: lineId }, select: { contractState: true } })
  if (input.reason !== null && made.contractState === 'OFF_CONTRACT') {
    const changed = await changeOpenPad(tx, act, {
      padId,
      edit: added.value.edit,
      changes: [{ do: 'line', line: lineId, reason: input.reason, note: input.note }],
    })
    if (!changed.ok) return changed
  }
  return ok({ padId, lineId, packs: count })
}
