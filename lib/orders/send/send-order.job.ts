import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { documentsOfTransmission, keepDocuments, sha256Of } from '#lib/documents/document.store.ts'
import { composeMail, type Delivery, deliverMail } from '#lib/jobs/mail.ts'
import { tellStep } from '#lib/jobs/steps.ts'
import { log } from '#lib/log.ts'
import { ok, type Result } from '#lib/result.ts'
import { loadOrderById } from '../order/order.store.ts'
import { transmissionKind } from '../order/transmission.status.ts'
import { readLetter } from './letter.rules.ts'
import { orderPapers, type PapersOf } from './order-papers.queries.ts'
import { type Claim, claimSending, markHandedOver, recordRefusal, recordSent, recordUnknown } from './sending.store.ts'
import { writePapers } from './write-papers.job.ts'

/** What a sending came to; `nothing_to_do` when it was sent, taken on or settled by somebody else. */
export type Sending = Delivery['outcome'] | 'nothing_to_do' | 'papers_only'

/** How a composed message is handed over; `deliverMail` unless told. */
export type Deliver = typeof deliverMail

/**
 * Sends one queued message, exactly once: claims it, writes its papers and keeps them, hands it over, writes down what
 * the server said. Any step may be the last of this process:
 * before the data goes, nothing has left and the round queues it again; after it, the outcome is unknown until a person
 * says. For phone and portal only the papers are made: a person orders and writes it down.
 */
export async function sendOrder(act: Act, id: string, deliver: Deliver = deliverMail): Promise<Sending> {
  const claim = await withTrust(act.actor, (tx) => claimSending(tx, act, id))
  if (!claim) return (await papersForPerson(act, id)) ? 'papers_only' : 'nothing_to_do'
  tellStep('claimed', id)
  const delivery = await handOver(act, claim, deliver)
  tellStep('answered', id)
  const recorded = await persistently(() => recordOutcome(act, claim, delivery))
  tellStep('recorded', id)
  const about = { job: 'send-order', transmission: id, attempt: claim.attempts, ...delivery }
  if (recorded.ok) log.info(about, 'sending recorded')
  else log.error({ ...about, refusal: recorded.refusal }, 'sending could not be recorded')
  return delivery.outcome
}

async function handOver(act: Act, claim: Claim, deliver: Deliver): Promise<Delivery & { mail?: string }> {
  try {
    await makePapers(act, { ...claim, transmissionId: claim.id })
    const documents = await withTrust(act.actor, (tx) => documentsOfTransmission(tx, claim.id))
    tellStep('papers kept', claim.id)
    const kept = documents.find((one) => one.kind === 'message_text')
    if (!kept) throw new Error('The text of the message is missing')
    const { madeAt, content } = kept
    const raw = await composeMail({
      ...readLetter(Buffer.from(content).toString('utf8')),
      messageId: claim.messageId,
      date: madeAt,
      to: claim.recipient,
      attachments: documents.filter((one) => one.kind === 'order_pdf' || one.kind === 'order_ubl'),
    })
    const delivery = await deliver(
      raw,
      { messageId: claim.messageId, to: claim.recipient },
      act.actor.odsCode,
      async () => {
        const mine = await withTrust(act.actor, (tx) => markHandedOver(tx, act, claim))
        if (mine) tellStep('data may go', claim.id)
        return mine
      },
    )
    return { ...delivery, mail: sha256Of(raw) }
  } catch (fault) {
    log.error({ job: 'send-order', transmission: claim.id, fault: String(fault) }, 'order could not be handed over')
    return {
      outcome: 'refused',
      permanent: false,
      answer: `Tincture could not make the message: ${String(fault)}`.slice(0, 500),
    }
  }
}

/** Writes the papers of a message, unless they were kept by an earlier try: those stay. */
async function makePapers(act: Act, of: PapersOf & { transmissionId: string }): Promise<void> {
  const papers = await withTrust(act.actor, async (tx) =>
    (await tx.document.count({ where: { transmissionId: of.transmissionId } })) > 0
      ? null
      : orderPapers(tx, of, act.now),
  )
  if (!papers) return
  const written = await writePapers(papers, of)
  await withTrust(act.actor, (tx) => keepDocuments(tx, act, written))
}

/** Phone and portal: the papers a person orders from. */
async function papersForPerson(act: Act, id: string): Promise<boolean> {
  const waiting = await withTrust(act.actor, (tx) =>
    tx.transmission.findFirst({ where: { id, status: 'queued', channel: { not: 'email' } } }),
  )
  if (!waiting) return false
  await makePapers(act, { ...waiting, kind: transmissionKind(waiting.kind), transmissionId: id })
  return true
}

/** Writes down how a sending ended, in one transaction with its audit. */
function recordOutcome(act: Act, claim: Claim, delivery: Delivery & { mail?: string }): Promise<Result<null>> {
  const own = { ...act, key: act.newId() }
  const command = { name: 'recordSending', permission: 'order.send' as const }
  return commit(own, command, { id: claim.id, attempts: claim.attempts }, async (tx) => {
    const order = await loadOrderById(tx, claim.orderId)
    if (!order.ok) return order
    if (delivery.outcome === 'refused') await recordRefusal(tx, own, claim, delivery)
    else if (delivery.outcome === 'unknown') await recordUnknown(tx, own, claim, delivery.answer)
    else {
      const from = { id: claim.id, statuses: ['sending', 'needs_checking'], attempts: claim.attempts }
      const { recipient, attempts } = claim
      const data = { recipient, attempts, answer: delivery.answer, mail: delivery.mail ?? null }
      const sent = await recordSent(tx, own, order.value, from, {
        proof: delivery.answer,
        sentAt: own.now,
        verb: 'SENT',
        data,
      })
      if (!sent.ok) return sent
    }
    return ok(null)
  })
}

/** What the server answered is known to this process alone: a database that is away for a moment must not lose it. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let pause = 250; ; pause *= 2) {
    try {
      return await work()
    } catch (fault) {
      if (pause > 16_000) throw fault
      log.warn({ job: 'send-order', fault: String(fault) }, 'outcome not recorded yet, trying again')
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
