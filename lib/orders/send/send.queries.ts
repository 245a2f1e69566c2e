import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { CdRequisitionLine } from '#lib/documents/cd-requisition.ts'
import { documentsOfOrder, type ListedDocument } from '#lib/documents/document.queries.ts'
import { env } from '#lib/env.ts'
import { missingForPeppol } from '#lib/exchange/ubl/order.rules.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { ownPart } from '../order/decide.rules.ts'
import { type OrderStatus, orderStatus } from '../order/order.status.ts'
import { type Hold, holdsOf, shownStatus } from '../order/transmission.rules.ts'
import {
  type Channel,
  channel,
  type TransmissionKind,
  type TransmissionStatus,
  transmissionKind,
  transmissionStatus,
} from '../order/transmission.status.ts'
import { holdFacts } from '../order/transmission.store.ts'
import { orderPapers } from './order-papers.queries.ts'
import { type RequisitionedUsage, requisitionLines, usageOf } from './requisition.rules.ts'
import { threeMonths } from './requisition.store.ts'
import { mayAct, SEND_ATTEMPTS, type TransmissionAct } from './send.rules.ts'

/** One message of an order as its page shows it. `status` is the one to show; `acts` what a person may do about it. */
export type SentMessage = {
  id: string
  kind: TransmissionKind
  version: number
  channel: Channel
  status: TransmissionStatus
  recipient: string
  messageId: string
  /** Attempts since it was queued, or since a person had it sent again, of at most `attemptsAtMost`. */
  attempts: number
  attemptsAtMost: number
  queuedAt: Date
  nextAttemptAt: Date | null
  handedAt: Date | null
  sentAt: Date | null
  lastError: string
  proof: string
  settledBy: string | null
  acts: TransmissionAct[]
}

/** An unlicensed medicine of the order with its approval, if one counts today. */
export type UnlicensedMedicine = {
  vmpId: string
  name: string
  approval: { number: string; reviewOn: LocalDate } | null
  /** What the approval rests on; null where there is none, or none that counts. */
  grounds: { request: string; reason: string; alternatives: string; quality: string; by: string; at: Date } | null
}

/** Everything the page "send" of an order shows. */
export type SendPage = {
  number: string
  version: number
  status: OrderStatus
  supplier: { id: string; name: string }
  approvedAt: Date | null
  sentAt: Date | null
  /** What keeps the order from leaving now; empty once it is queued. */
  holds: Hold[]
  maySend: boolean
  /** What the reader has to do with the order that keeps them from signing for it; null for nothing. */
  own: 'raised' | 'submitted' | 'changed' | null
  /** An approved order that nothing holds and that still has no message: its hold ended elsewhere. */
  ready: boolean
  messages: SentMessage[]
  documents: ListedDocument[]
  requisition: {
    writtenBy: string
    /** It is made out to the reader: who may sign it. */
    mine: boolean
    writtenAt: Date
    profession: string
    purpose: string
    signedBy: string | null
    signedAt: Date | null
  } | null
  /** What the requisition asks for: medicine, packs and total quantity; empty for other orders. */
  requisitioned: CdRequisitionLine[]
  /** The same against three months' usage: as it stands now, or as the signer was shown it. */
  usage: RequisitionedUsage[]
  /** Why it asks for more than three months' usage; empty where it does not, or is not signed. */
  unusualReason: string
  unlicensed: UnlicensedMedicine[]
  /** What a Peppol order still misses, in words; empty when the order goes, or went, as a Peppol message too. */
  missingForPeppol: string[]
  mailServerSet: boolean
}

/** The page of sending an order, by its number; null = no such order in this trust. */
export async function sendPage(actor: Actor, now: Date, number: string): Promise<SendPage | null> {
  if (!may(actor, 'order.view')) return null
  return withTrust(actor, async (tx) => {
    const order = await tx.purchaseOrder.findFirst({ where: { trustId: actor.trustId, number } })
    if (!order) return null
    const people = await peopleOfTrust(tx)
    const messages = await messagesOf(tx, order.id, people, now)
    const facts = await holdFacts(tx, order)
    const waiting = order.status === 'approved' && !messages.some((one) => isOrderItself(one, order.version))
    const judged = order.status === 'awaiting_approval' || waiting
    const today = londonDate(now)
    const holds = judged ? holdsOf(facts, today) : []
    const { message } = await orderPapers(
      tx,
      { orderId: order.id, version: order.version, kind: 'order', subjectId: order.id },
      now,
    )
    const requisition = await tx.requisition.findFirst({ where: { orderId: order.id, version: order.version } })
    const given = await tx.unlicensedApproval.findMany({ where: { vmpId: { in: [...facts.approvals.keys()] } } })
    const controlled =
      order.kind === 'cd'
        ? await tx.orderLine.findMany({ where: { orderId: order.id, state: 'open' }, orderBy: { lineNo: 'asc' } })
        : []
    const medicines = new Map(facts.lines.filter((one) => one.unlicensed).map((one) => [one.vmpId, one.productName]))
    return {
      number: order.number,
      version: order.version,
      status: orderStatus(order.status),
      supplier: { id: order.supplierId, name: order.supplierName },
      approvedAt: order.approvedAt,
      sentAt: order.sentAt,
      holds,
      maySend: may(actor, 'order.send'),
      own: actor.personId === null ? null : ownPart(actor.personId, order),
      ready: waiting && holds.length === 0,
      messages,
      documents: await documentsOfOrder(tx, actor, order.id),
      requisition: requisition && {
        writtenBy: nameOf(people, requisition.writtenBy),
        mine: requisition.writtenBy === actor.personId,
        writtenAt: requisition.writtenAt,
        profession: requisition.profession,
        purpose: requisition.purpose,
        signedBy: requisition.signedBy && nameOf(people, requisition.signedBy),
        signedAt: requisition.signedAt,
      },
      requisitioned: requisitionLines(controlled),
      usage: usageOf(
        controlled,
        await threeMonths(
          tx,
          controlled.map((line) => line.vmpId),
          londonDate(requisition?.signedAt ?? now),
        ),
      ),
      unusualReason: requisition?.unusualReason ?? '',
      unlicensed: [...medicines].map(([vmpId, name]) => {
        const found = facts.approvals.get(vmpId) ?? null
        const approval = found && found.reviewOn >= today ? found : null
        const kept = given.find((one) => one.number === approval?.number)
        const grounds = kept && {
          ...{ request: kept.request, reason: kept.reason, alternatives: kept.alternatives, quality: kept.quality },
          ...{ by: nameOf(people, kept.approvedBy), at: kept.approvedAt },
        }
        return { vmpId, name, approval, grounds: grounds ?? null }
      }),
      missingForPeppol: missingForPeppol(message).map((part) => part.words),
      mailServerSet: env().SMTP_URL !== undefined,
    }
  })
}

function isOrderItself(message: SentMessage, version: number): boolean {
  return message.kind !== 'cancellation' && message.version === version
}

async function messagesOf(
  tx: Tx,
  orderId: string,
  people: Map<string, TrustPerson>,
  now: Date,
): Promise<SentMessage[]> {
  const rows = await tx.transmission.findMany({ where: { orderId }, orderBy: { id: 'desc' }, take: 50 })
  return rows.map((row) => {
    const { leaseUntil, handedAt } = row
    const facts = { status: transmissionStatus(row.status), channel: channel(row.channel), leaseUntil, handedAt }
    const acts = (['record', 'resend', 'settle'] as const).filter((one) => mayAct(one, facts, now))
    return {
      id: row.id,
      kind: transmissionKind(row.kind),
      version: row.version,
      channel: facts.channel,
      status: shownStatus(facts, now),
      recipient: row.recipient,
      messageId: row.messageId,
      attempts: row.attempts - row.attemptsBefore,
      attemptsAtMost: SEND_ATTEMPTS,
      queuedAt: row.queuedAt,
      nextAttemptAt: row.nextAttemptAt,
      handedAt,
      sentAt: row.sentAt,
      lastError: row.lastError,
      proof: row.proof,
      settledBy: row.settledBy && nameOf(people, row.settledBy),
      acts,
    }
  })
}
