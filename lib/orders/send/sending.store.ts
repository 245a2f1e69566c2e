import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { expectedOn } from '../order/expected.rules.ts'
import { closeWhenDone } from '../order/order.end.store.ts'
import { isAtSupplier } from '../order/order.status.ts'
import { loadOrderById, moveOrder, type StoredOrder } from '../order/order.store.ts'
import { type TransmissionKind, transmissionKind, transmissionStatus } from '../order/transmission.status.ts'
import { answerDue, nextAttempt } from './send.rules.ts'

/** A message that this worker has taken on. `attempts` is its token: another worker's claim has a higher one. */
export type Claim = {
  id: string
  orderId: string
  version: number
  kind: TransmissionKind
  subjectId: string
  recipient: string
  messageId: string
  attempts: number
  /** Attempts before a person had it sent again: they do not count against it. */
  attemptsBefore: number
}

/**
 * Takes a queued message on for sending, for as long as the lease runs: null when there is nothing to do (sent, taken by
 * another worker, settled by a person). A message whose order is no longer to be sent in this version is withdrawn; a
 * cancellation goes as long as it is asked and the supplier has the order, also while a change of it is under way.
 * Locks the order first, as everything does that ends one.
 */
export async function claimSending(tx: Tx, act: Act, id: string): Promise<Claim | null> {
  const wanted = await tx.transmission.findFirst({ where: { id } })
  if (!wanted) return null
  const order = await loadOrderById(tx, wanted.orderId)
  if (!order.ok) return null
  const kind = transmissionKind(wanted.kind)
  const due =
    kind === 'cancellation'
      ? isAtSupplier(order.value) && (await isStillAsked(tx, wanted.subjectId))
      : order.value.status === 'approved' && order.value.version === wanted.version
  if (!due) {
    await tx.transmission.updateMany({ where: { id, status: 'queued' }, data: { status: 'withdrawn' } })
    return null
  }
  const claimed = await tx.$queryRaw<{ attempts: number }[]>`
    UPDATE transmission SET status = 'sending', attempts = attempts + 1, handed_at = NULL,
      lease_until = clock_timestamp() + make_interval(secs => ${env().SEND_LEASE_SECONDS})
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${id}::uuid AND status = 'queued' AND channel = 'email'
    RETURNING attempts`
  const [row] = claimed
  if (!row) return null
  const { orderId, version, subjectId, recipient, messageId, attemptsBefore } = wanted
  return { id, orderId, version, kind, subjectId, recipient, messageId, attempts: row.attempts, attemptsBefore }
}

async function isStillAsked(tx: Tx, changeId: string): Promise<boolean> {
  return (await tx.orderChange.count({ where: { id: changeId, state: 'asked' } })) > 0
}

/**
 * Writes down that the mail server is about to be given the data, and renews the lease; false when the claim is no
 * longer this worker's, which then must not hand anything over.
 */
export async function markHandedOver(tx: Tx, act: Act, claim: Claim): Promise<boolean> {
  const marked = await tx.$executeRaw`
    UPDATE transmission SET handed_at = clock_timestamp(),
      lease_until = clock_timestamp() + make_interval(secs => ${env().SEND_LEASE_SECONDS})
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${claim.id}::uuid AND status = 'sending'
      AND attempts = ${claim.attempts} AND lease_until > clock_timestamp()`
  return marked === 1
}

/** What is needed of a claim to write down how it ended. */
export type Attempt = Pick<Claim, 'id' | 'orderId' | 'version' | 'kind' | 'attempts' | 'attemptsBefore'>

/** Who knows that a message arrived, and from what. */
export type Arrival = {
  /** The mail server's answer, or what a person wrote down: kept with the message. */
  proof: string
  sentAt: Date
  verb: 'SENT' | 'SETTLED'
  /** What the record says besides: no names of people. */
  data: Record<string, unknown>
}

/**
 * Writes down that a message left: the transmission is sent, an order or change moves to `sent` with its time, the hour
 * an answer is due and the day each line is expected; it closes where everything came meanwhile. `from` is what the transmission must still be: its statuses, and
 * the claim's attempt for a worker. Refuses with SENDING_MOVED_ON when it is not.
 */
export async function recordSent(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  from: { id: string; statuses: readonly string[]; attempts?: number },
  arrival: Arrival,
  changes: { channel?: string; recipient?: string } = {},
): Promise<Result<undefined>> {
  const { count } = await tx.transmission.updateMany({
    where: {
      trustId: act.actor.trustId,
      id: from.id,
      status: { in: [...from.statuses] },
      ...(from.attempts === undefined ? {} : { attempts: from.attempts }),
    },
    data: {
      ...changes,
      status: 'sent',
      sentAt: arrival.sentAt,
      proof: arrival.proof,
      leaseUntil: null,
      nextAttemptAt: null,
      settledBy: act.actor.personId,
    },
  })
  const row = await tx.transmission.findFirstOrThrow({ where: { id: from.id } })
  if (count === 0) return refuse({ code: 'SENDING_MOVED_ON', status: transmissionStatus(row.status) })
  const kind = transmissionKind(row.kind)
  if (kind !== 'cancellation') {
    const moved = await markOrderSent(tx, act, order, arrival.sentAt)
    if (!moved.ok) return moved
  }
  const documents = await tx.document.findMany({
    where: { transmissionId: row.id },
    select: { kind: true, sha256: true },
    orderBy: { kind: 'asc' },
  })
  audit(tx, {
    document: 'order',
    id: order.id,
    verb: arrival.verb,
    data: {
      transmissionId: row.id,
      kind,
      version: row.version,
      channel: row.channel,
      messageId: row.messageId,
      sentAt: arrival.sentAt.toISOString(),
      documents: documents.map(({ kind, sha256 }) => ({ kind, sha256 })),
      ...arrival.data,
    },
  })
  if (kind === 'change') {
    const closed = await closeWhenDone(tx, act, order.id, 'Everything came or was closed')
    if (!closed.ok) return closed
  }
  return ok()
}

async function markOrderSent(tx: Tx, act: Act, order: StoredOrder, sentAt: Date): Promise<Result<undefined>> {
  const account = await tx.supplierAccount.findFirst({ where: { supplierId: order.supplierId } })
  const moved = await moveOrder(tx, act, order, 'send', {
    sentAt: order.sentAt ?? sentAt,
    ...(order.acknowledgedAt === null ? { answerDueAt: answerDue(sentAt, account?.answerHours ?? 24) } : {}),
  })
  if (!moved.ok) return moved
  const day = expectedOn(sentAt, account?.leadDays ?? 1, account?.cutOff ?? null)
  await tx.orderLine.updateMany({
    where: { orderId: order.id, state: 'open', dueOn: null },
    data: { dueOn: new Date(`${day}T00:00:00Z`) },
  })
  return ok()
}

/**
 * Puts a message back that was certainly not taken: to be tried again later with back-off, or `failed` for a person to
 * decide after the last attempt, or at once when the refusal is for good. Does nothing when the claim is gone.
 */
export async function recordRefusal(
  tx: Tx,
  act: Act,
  claim: Attempt,
  refusal: { permanent: boolean; answer: string },
): Promise<void> {
  const again = refusal.permanent
    ? null
    : nextAttempt(claim.attempts - claim.attemptsBefore, act.now, env().SEND_RETRY_SECONDS)
  const { count } = await tx.transmission.updateMany({
    where: { id: claim.id, attempts: claim.attempts, status: { in: ['sending', 'needs_checking'] } },
    data: {
      status: again ? 'queued' : 'failed',
      leaseUntil: null,
      handedAt: null,
      nextAttemptAt: again,
      lastError: refusal.answer,
    },
  })
  if (count === 0) return
  if (again) {
    await enqueue(tx, 'send-order', { trustId: act.actor.trustId, id: claim.id }, { startAfter: again })
    return
  }
  audit(tx, {
    document: 'order',
    id: claim.orderId,
    verb: 'SENDING_FAILED',
    data: {
      transmissionId: claim.id,
      kind: claim.kind,
      version: claim.version,
      attempts: claim.attempts,
      error: refusal.answer,
    },
  })
}

/** Writes down that nobody knows whether a message arrived: for a person to find out, never sent again by itself. */
export async function recordUnknown(tx: Tx, act: Act, claim: Attempt, why: string): Promise<void> {
  const { count } = await tx.transmission.updateMany({
    where: { id: claim.id, attempts: claim.attempts, status: 'sending' },
    data: { status: 'needs_checking', leaseUntil: null, lastError: why },
  })
  if (count === 0) return
  audit(tx, {
    document: 'order',
    id: claim.orderId,
    verb: 'NEEDS_CHECKING',
    data: { transmissionId: claim.id, kind: claim.kind, version: claim.version, attempts: claim.attempts, why },
  })
  const order = await tx.purchaseOrder.findFirstOrThrow({ where: { id: claim.orderId } })
  await queueNotices(tx, act, {
    kind: 'needs_checking',
    order: { id: order.id, version: claim.version },
    people: [order.submittedBy ?? order.raisedBy],
  })
}
