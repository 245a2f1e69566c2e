import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type localDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { orderStatus } from './order.status.ts'
import { domainOf, type Hold, type HoldFacts, holdsOf, messageIdOf } from './transmission.rules.ts'
import { type Channel, channel, type TransmissionKind } from './transmission.status.ts'

/** What became of a message: it waits to leave (or for a person, by phone and portal), or something holds the order. */
export type Queued = { state: 'queued'; transmissionId: string; channel: Channel } | { state: 'held'; holds: Hold[] }

/**
 * Queues an approved order for its supplier, in the transaction that approves or passes it (after the move to
 * `approved`) and in the acts that end a hold. A held order gets no row: it stays approved and shows its holds. An order
 * that was sent before goes as a change. Queueing twice changes nothing: one row for each version and kind.
 * Refuses with WRONG_STATUS when the order is not approved, NOT_FOUND for another trust's.
 */
export async function queueTransmission(tx: Tx, act: Act, order: { id: string }): Promise<Result<Queued>> {
  const found = await tx.purchaseOrder.findFirst({ where: { id: order.id } })
  if (!found) return refuse({ code: 'NOT_FOUND', what: 'order' })
  if (found.status !== 'approved') {
    return refuse({ code: 'WRONG_STATUS', verb: 'send', status: orderStatus(found.status) })
  }
  const facts = await holdFacts(tx, found)
  const holds = holdsOf(facts, londonDate(act.now))
  if (holds.length > 0 || !facts.account) return ok({ state: 'held', holds })
  for (const [vmpId, { number }] of facts.approvals) {
    await tx.orderLine.updateMany({
      where: { orderId: found.id, vmpId, unlicensed: true, state: 'open' },
      data: { unlicensedApproval: number },
    })
  }
  const kind = found.sentAt === null ? 'order' : 'change'
  return ok(await insert(tx, act, found, { kind, subjectId: found.id, ...facts.account }))
}

/**
 * Queues the message about a change or cancellation of an order that was sent. `change`: the order is approved again
 * with a new version, all of which is sent. `cancellation`: the order is still sent and `changeId` is the order_change
 * that asks for it; without any account with the supplier it waits for a person to phone.
 */
export async function queueChangeMessage(
  tx: Tx,
  act: Act,
  order: { id: string },
  message: { kind: 'change' } | { kind: 'cancellation'; changeId: string },
): Promise<Result<Queued>> {
  if (message.kind === 'change') return queueTransmission(tx, act, order)
  const found = await tx.purchaseOrder.findFirst({ where: { id: order.id } })
  if (!found) return refuse({ code: 'NOT_FOUND', what: 'order' })
  const account = await accountOf(tx, found.supplierId)
  const reachable = account && (account.channel !== 'email' || account.email?.trim())
  const by = reachable ? account : { channel: 'phone' as const, email: null, phone: account?.phone ?? '' }
  return ok(await insert(tx, act, found, { kind: 'cancellation', subjectId: message.changeId, ...by }))
}

/**
 * Takes back what has not left, when its order is cancelled: in the cancelling transaction, after the order is locked.
 * Refuses with BEING_SENT while a message is on its way or nobody knows whether it arrived.
 */
export async function withdrawTransmissions(tx: Tx, act: Act, orderId: string): Promise<Result<undefined>> {
  await tx.transmission.updateMany({
    where: { trustId: act.actor.trustId, orderId, status: { in: ['queued', 'failed'] } },
    data: { status: 'withdrawn' },
  })
  const onItsWay = await tx.transmission.count({ where: { orderId, status: { in: ['sending', 'needs_checking'] } } })
  return onItsWay > 0 ? refuse({ code: 'BEING_SENT' }) : ok()
}

/**
 * Queues every held order that something just made free: those of a supplier whose account changed, or those with a
 * medicine that was just approved. At most 200 at once, oldest first. Answers the numbers that were queued.
 */
export async function queueHeldOrders(
  tx: Tx,
  act: Act,
  which: { supplierId: string } | { vmpId: string },
): Promise<string[]> {
  const held = await tx.purchaseOrder.findMany({
    where: {
      status: 'approved',
      ...('supplierId' in which
        ? { supplierId: which.supplierId }
        : { orderLines: { some: { vmpId: which.vmpId, state: 'open' } } }),
    },
    select: { id: true, number: true, version: true, transmissions: { select: { version: true, kind: true } } },
    orderBy: { id: 'asc' },
    take: 200,
  })
  const numbers: string[] = []
  for (const order of held) {
    if (order.transmissions.some((one) => one.version === order.version && one.kind !== 'cancellation')) continue
    const queued = await queueTransmission(tx, act, order)
    if (queued.ok && queued.value.state === 'queued') numbers.push(order.number)
  }
  return numbers
}

type Found = { id: string; number: string; version: number; kind: string; supplierId: string }

/** What the holds of an order are judged on, as the current trust has it. */
export async function holdFacts(tx: Tx, order: Found): Promise<HoldFacts & { account: Account | null }> {
  const lines = await tx.orderLine.findMany({
    where: { orderId: order.id, state: 'open' },
    select: { vmpId: true, productName: true, unlicensed: true },
  })
  const requisition =
    order.kind === 'cd'
      ? await tx.requisition.findFirst({ where: { orderId: order.id, version: order.version } })
      : null
  const vmpIds = [...new Set(lines.filter((line) => line.unlicensed).map((line) => line.vmpId))]
  const approvals = new Map<string, { number: string; reviewOn: ReturnType<typeof localDate> }>()
  if (vmpIds.length > 0) {
    const rows = await tx.unlicensedApproval.findMany({
      where: { vmpId: { in: vmpIds } },
      select: { vmpId: true, number: true, reviewOn: true },
      orderBy: [{ reviewOn: 'asc' }, { id: 'asc' }],
    })
    for (const row of rows) {
      const reviewOn = storedDate(row.reviewOn)
      approvals.set(row.vmpId, { number: row.number, reviewOn })
    }
  }
  return {
    kind: order.kind === 'cd' || order.kind === 'unlicensed' ? order.kind : 'standard',
    lines,
    requisitionSigned: requisition?.signedAt != null,
    approvals,
    account: await accountOf(tx, order.supplierId),
  }
}

/** How the trust reaches a supplier. */
export type Account = { channel: Channel; email: string | null; phone: string }

async function accountOf(tx: Tx, supplierId: string): Promise<Account | null> {
  const account = await tx.supplierAccount.findFirst({ where: { supplierId } })
  return account && { channel: channel(account.channel), email: account.orderEmail, phone: account.phone }
}

async function insert(
  tx: Tx,
  act: Act,
  order: Found,
  way: Account & { kind: TransmissionKind; subjectId: string },
): Promise<Queued> {
  const { kind, subjectId, channel: by } = way
  const key = { orderId: order.id, version: order.version, kind, subjectId }
  const id = act.newId()
  const { count } = await tx.transmission.createMany({
    data: {
      ...key,
      trustId: act.actor.trustId,
      id,
      channel: by,
      status: 'queued',
      recipient: by === 'email' ? (way.email ?? '') : way.phone,
      messageId: messageIdOf({ ...key, number: order.number, domain: domainOf(env().MAIL_FROM) }),
      queuedAt: act.now,
      nextAttemptAt: act.now,
    },
    skipDuplicates: true,
  })
  if (count === 0) {
    const there = await tx.transmission.findFirstOrThrow({ where: key })
    return { state: 'queued', transmissionId: there.id, channel: channel(there.channel) }
  }
  audit(tx, {
    document: 'order',
    id: order.id,
    verb: 'QUEUED',
    data: { transmissionId: id, kind, version: order.version, channel: by },
  })
  await enqueue(tx, 'send-order', { trustId: act.actor.trustId, id })
  return { state: 'queued', transmissionId: id, channel: by }
}
