import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { keepDocuments, sha256Of } from '#lib/documents/document.store.ts'
import type { OrderResponse, ResponseItem } from '#lib/exchange/ubl/order-response.ts'
import { readOrderResponse } from '#lib/exchange/ubl/read-order-response.ts'
import { isAtSupplier } from '#lib/orders/order/order.status.ts'
import { loadOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Refused, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type Acknowledged, writeAnswer } from './acknowledge.store.ts'
import { answerable } from './amend.queries.ts'
import { checkAnswers, type LineAnswer } from './answer.rules.ts'
import { answersOfMessage, messageAt } from './message.rules.ts'

/** What a message came to, and what of it a person must still write down: line numbers. */
export type AcknowledgedByMessage = Acknowledged & { byHand: number[]; unknown: string[] }

/**
 * Writes down a supplier's answer from their message (Peppol Order Response, UBL 2.1) and keeps the message as it came.
 * "Received, an answer follows" (AB) is kept but answers no line. Refusals: INVALID on `message` with what is wrong with
 * the file or which line does not fit the order, ANSWER_RECORDED for a message that was written down before,
 * WRONG_STATUS, CHANGED_MEANWHILE, NOT_FOUND.
 */
export async function acknowledgeByMessage(
  act: Act,
  input: { number: string; version: number; message: Uint8Array },
): Promise<Result<AcknowledgedByMessage>> {
  const command = { name: 'acknowledgeByMessage', permission: 'order.acknowledge' } as const
  return commit<AcknowledgedByMessage>(act, command, input, async (tx) => {
    const read = readOrderResponse(input.message)
    if (!read.ok) return unusable(read.refusal.message)
    const response = read.value
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    if (!isAtSupplier(order)) return refuse({ code: 'WRONG_STATUS', verb: 'acknowledge', status: order.status })
    if (response.orderNumber !== order.number) {
      return unusable(`This message answers order ${response.orderNumber}, not ${order.number}.`)
    }
    if (response.issueDate > londonDate(act.now)) {
      return unusable('This message is dated in the future.')
    }
    const kept = await keepMessage(tx, act, order, input.message)
    if (!kept.ok) return kept
    const lines = order.orderLines.map(answerable)
    const packOf = await knownPacks(tx, order.supplierId, response)
    const said = answersOfMessage(response, lines, packOf)
    const answers = await checked(tx, act, response, lines, said.given)
    if (!answers.ok) return answers
    const head = {
      source: 'message' as const,
      supplierReference: (response.supplierReference ?? response.id).slice(0, 60),
      answeredAt: messageAt(response.issueDate, { now: act.now, sentAt: order.sentAt }),
      note: (response.note ?? '').slice(0, 500),
    }
    const written = await writeAnswer(tx, act, order, head, answers.value, null)
    return written.ok ? ok({ ...written.value, byHand: said.byHand, unknown: said.unknown }) : written
  })
}

function unusable(message: string): Refused {
  return refuse({ code: 'INVALID', errors: [{ field: 'message', message }] })
}

async function checked(
  tx: Tx,
  act: Act,
  response: OrderResponse,
  lines: readonly ReturnType<typeof answerable>[],
  given: ReturnType<typeof answersOfMessage>['given'],
): Promise<Result<LineAnswer[]>> {
  if (given.length === 0) return ok([])
  const ids = given.flatMap((one) => one.substituteAmppId ?? [])
  const offered = await packsByIds(tx, act.actor, ids)
  const facts = { lines: new Map(lines.map((line) => [line.id, line])), offered, byHand: false }
  const answers = checkAnswers(given, { ...facts, answeredOn: response.issueDate })
  if (answers.ok || answers.refusal.code !== 'INVALID') return answers
  return unusable(
    `Nothing was recorded. Write this answer down by hand. ${answers.refusal.errors.map((one) => `${one.message}.`).join(' ')}`,
  )
}

async function keepMessage(tx: Tx, act: Act, order: StoredOrder, content: Uint8Array): Promise<Result<undefined>> {
  const sha256 = sha256Of(content)
  const before = await tx.document.count({ where: { orderId: order.id, kind: 'answer_ubl', sha256 } })
  if (before > 0) return refuse({ code: 'ANSWER_RECORDED' })
  const { id: orderId, version } = order
  const fileName = `${order.number}-answer-${sha256.slice(0, 8)}.xml`
  await keepDocuments(tx, act, [
    { kind: 'answer_ubl', fileName, mediaType: 'application/xml', content, orderId, version },
  ])
  return ok()
}

/** Finds the packs that a message offers instead: by barcode, or by the supplier's own code. */
async function knownPacks(
  tx: Tx,
  supplierId: string,
  response: OrderResponse,
): Promise<(item: ResponseItem) => string | null> {
  const items = response.lines.flatMap((line) => line.substitute ?? [])
  const codes = items.flatMap((item) => [item.gtin14, item.sellersCode].filter((code) => code !== null))
  if (codes.length === 0) return () => null
  const rows = await tx.packCode.findMany({
    where: {
      OR: [
        { kind: 'GTIN', code: { in: codes } },
        { kind: 'SUPPLIER', supplierId, code: { in: codes } },
      ],
    },
    select: { kind: true, code: true, amppId: true },
    orderBy: { validFrom: 'desc' },
  })
  const find = (kind: string, code: string | null) =>
    code === null ? undefined : rows.find((row) => row.kind === kind && row.code === code)
  return (item) => (find('GTIN', item.gtin14) ?? find('SUPPLIER', item.sellersCode))?.amppId ?? null
}
