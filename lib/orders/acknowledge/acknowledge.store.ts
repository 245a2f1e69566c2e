import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import type { StoredOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { LineAnswer } from './answer.rules.ts'
import type { AnswerSource } from './answer.schema.ts'

/** An answer as a whole: how and when it came. */
export type AnswerHead = {
  source: AnswerSource
  supplierReference: string
  answeredAt: Date
  note: string
}

/** What became of an answer that was written down: lines answered, and how many of them change the order. */
export type Acknowledged = { number: string; answered: number; open: number }

/**
 * Writes an answer down: the answer itself, its lines, what it promises. A newer answer to a line stands in place of an
 * older one that nobody has dealt with. The order keeps its status: how far it is acknowledged follows from its lines.
 * `edit` is what the page showed, or null where only the order's lock counts; another one is CHANGED_MEANWHILE.
 */
export async function writeAnswer(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  head: AnswerHead,
  answers: readonly LineAnswer[],
  edit: number | null,
): Promise<Result<Acknowledged>> {
  const { trustId } = act.actor
  const { count } = await tx.purchaseOrder.updateMany({
    where: { trustId, id: order.id, version: order.version, edit: edit ?? order.edit },
    data: {
      edit: { increment: 1 },
      ...(order.acknowledgedAt === null && answers.length > 0 ? { acknowledgedAt: head.answeredAt } : {}),
    },
  })
  if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  const id = act.newId()
  await tx.acknowledgement.create({
    data: {
      ...head,
      trustId,
      id,
      orderId: order.id,
      version: order.version,
      recordedBy: act.actor.personId,
      recordedAt: act.now,
    },
  })
  await tx.acknowledgementLine.updateMany({
    where: { trustId, orderLineId: { in: answers.map((one) => one.lineId) }, resolution: 'open' },
    data: { resolution: 'superseded', resolvedBy: act.actor.personId, resolvedAt: act.now },
  })
  await tx.acknowledgementLine.createMany({
    data: answers.map(({ lineId, expectedOn, ...answer }) => ({
      ...answer,
      trustId,
      id: act.newId(),
      acknowledgementId: id,
      orderId: order.id,
      orderLineId: lineId,
      expectedOn: expectedOn && new Date(expectedOn),
    })),
  })
  await promise(
    tx,
    act,
    answers.filter((one) => one.packs > 0),
  )
  const open = answers.filter((one) => one.resolution === 'open').length
  audit(tx, { document: 'order', id: order.id, verb: 'ACKNOWLEDGED', data: record(order, id, head, answers) })
  if (open > 0) {
    const people = [order.submittedBy ?? order.raisedBy]
    await queueNotices(tx, act, { kind: 'supplier_reply', order, people })
  }
  return ok({ number: order.number, answered: answers.length, open })
}

/** Puts the promised day on lines of which something was promised. */
export async function promise(
  tx: Tx,
  act: Act,
  promised: readonly { lineId: string; expectedOn: string | null }[],
): Promise<void> {
  const dated = promised.filter((one) => one.expectedOn !== null)
  if (dated.length === 0) return
  await tx.$executeRaw`
    UPDATE order_line l SET due_on = p.due_on
    FROM unnest(${dated.map((one) => one.lineId)}::uuid[], ${dated.map((one) => one.expectedOn)}::date[]) AS p (id, due_on)
    WHERE l.trust_id = ${act.actor.trustId}::uuid AND l.id = p.id AND l.state = 'open'`
}

function record(order: StoredOrder, id: string, head: AnswerHead, answers: readonly LineAnswer[]) {
  const lines = new Map(order.orderLines.map((line) => [line.id, line]))
  return {
    version: order.version,
    acknowledgementId: id,
    source: head.source,
    supplierReference: head.supplierReference,
    answeredAt: head.answeredAt.toISOString(),
    note: head.note,
    answers: answers.map(({ lineId, code, packs, price: each, expectedOn, substituteAmppId, note, resolution }) => {
      const line = lines.get(lineId)
      const ordered = line ? line.packs - line.closedPacks : 0
      return {
        ...{ lineId, code, packs, expectedOn, substituteAmppId, note, resolution },
        ...{ lineNo: line?.lineNo ?? 0, ordered, price: each },
      }
    }),
  }
}
