import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { loadOrder, type StoredOrder } from '../order/order.store.ts'
import { shownStatus, type TransmissionFacts } from '../order/transmission.rules.ts'
import { channel, transmissionKind, transmissionStatus } from '../order/transmission.status.ts'
import { mayAct, type TransmissionAct } from './send.rules.ts'
import type { Attempt } from './sending.store.ts'

/** A message of an order with what a person may do about it. */
export type ActedOn = { order: StoredOrder; facts: TransmissionFacts; attempt: Attempt; queuedAt: Date }

/**
 * Loads a message of an order for an act of a person, the order locked first. Refuses with NOT_FOUND for another order's
 * or trust's, SENDING_MOVED_ON when the act does not fit its state.
 */
export async function transmissionFor(
  tx: Tx,
  act: TransmissionAct,
  of: { number: string; transmissionId: string },
  now: Date,
): Promise<Result<ActedOn>> {
  const order = await loadOrder(tx, of.number)
  if (!order.ok) return order
  const row = await tx.transmission.findFirst({ where: { id: of.transmissionId, orderId: order.value.id } })
  if (!row) return refuse({ code: 'NOT_FOUND', what: 'message' })
  const { id, orderId, version, attempts, attemptsBefore, leaseUntil, handedAt } = row
  const facts = { status: transmissionStatus(row.status), channel: channel(row.channel), leaseUntil, handedAt }
  if (!mayAct(act, facts, now)) return refuse({ code: 'SENDING_MOVED_ON', status: shownStatus(facts, now) })
  const attempt = { id, orderId, version, kind: transmissionKind(row.kind), attempts, attemptsBefore }
  return ok({ order: order.value, facts, attempt, queuedAt: row.queuedAt })
}
