import 'server-only'
import { type Act, inNameOf } from '#lib/access/actor.ts'
import { waitingIn } from '#lib/access/directory/directory.store.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { type Mail, sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { decisionPage } from '#lib/orders/approve/decision.queries.ts'
import { type MailEvidence, mailEvidence } from '#lib/orders/approve/mail-evidence.rules.ts'
import { decidedOrder, isTurn } from '#lib/orders/order/decide.rules.ts'
import { reasonsInShort } from '#lib/orders/order/reason.rules.ts'
import { reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { comesTo } from '#lib/orders/order/stand-in.rules.ts'
import { presentAt } from '#lib/orders/order/stand-in.store.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { isNews, type NoticeFacts, noticeMail } from './notice.rules.ts'
import { NOTICES, type NoticeJob, noticeJob } from './notice.schema.ts'

/** What became of a notice: mailed, or why there was nothing to mail any more. */
export type NoticeSent = 'sent' | 'old' | 'not_wanted' | 'settled' | 'refused' | 'unknown'

/**
 * Writes one notice and hands it over, as it stands now: what was decided meanwhile, is not wanted any more, or came up
 * more than two days ago is left alone. The same notice has the same Message-ID and text on every try. Throws when it
 * should be tried again.
 */
export async function sendNotice(act: Act, data: Record<string, unknown>): Promise<NoticeSent> {
  const job = noticeJob.parse(data)
  const outcome = await attempt(act, job)
  log.info({ job: 'send-notice', kind: job.kind, order: job.id, person: job.personId, outcome }, 'notice')
  return outcome
}

async function attempt(act: Act, job: NoticeJob): Promise<NoticeSent> {
  if (!isNews(job.at, act.now)) return 'old'
  const found = await withTrust(act.actor, (tx) => read(tx, act, job))
  if (typeof found === 'string') return found
  const { to } = found
  const facts = { ...found.facts, evidence: await evidenceOf(act, job, found) }
  const { subject, text, html } = noticeMail(facts)
  const { MAIL_FROM } = env()
  const mail: Mail = {
    messageId: `<notice.${facts.number}.v${job.version}.${job.kind}.${job.personId}.${job.at.getTime()}@${domainOf(MAIL_FROM)}>`,
    date: job.at,
    to,
    subject,
    text,
    html,
  }
  const delivery = await sendMail(mail, act.actor.odsCode)
  if (delivery.outcome === 'accepted') return 'sent'
  if (delivery.outcome === 'unknown') return 'unknown'
  if (!delivery.permanent) throw new Error(`The mail server did not take a notice: ${delivery.answer}`)
  log.warn({ job: 'send-notice', person: job.personId, answer: delivery.answer }, 'notice refused for good')
  return 'refused'
}

type Found = { to: string; facts: NoticeFacts; reader: TrustPerson; confidential: boolean }

/** What a decision rests on, as the page would show it to who gets the notice; nothing for another kind. */
async function evidenceOf(act: Act, { kind }: NoticeJob, found: Found): Promise<MailEvidence[]> {
  if (kind !== 'approval_waiting' && kind !== 'approval_reminder' && kind !== 'approval_escalated') return []
  const page = await decisionPage(inNameOf(act.actor, found.reader), act.now, found.facts.number)
  return page ? mailEvidence(page, { confidential: found.confidential, now: act.now }) : []
}

async function read(tx: Tx, act: Act, job: NoticeJob): Promise<Found | NoticeSent> {
  const people = await peopleOfTrust(tx)
  const person = people.get(job.personId)
  if (!person || person.former) return 'not_wanted'
  const choice = await tx.noticeChoice.findFirst({ where: { personId: person.id, kind: job.kind } })
  if (!(choice?.wanted ?? NOTICES[job.kind].on)) return 'not_wanted'
  const address = env().PUBLIC_URL.replace(/\/+$/, '')
  if (job.kind === 'directory_waiting') {
    const waits = (await waitingIn(tx)).find((one) => one.id === job.id)
    if (!waits || waits.refusedAt || !person.roles.includes('admin')) return 'settled'
    const about = { number: job.id, supplier: '', lines: 0, by: waits.name || waits.email, why: '' }
    const facts = { kind: job.kind, name: person.name, trust: act.actor.trustName, address, ...about }
    return { to: person.email, facts, reader: person, confidential: false }
  }
  const order = await tx.purchaseOrder.findFirst({
    where: { id: job.id },
    include: { approvals: { include: { chase: true } } },
  })
  if (!order) return 'settled'
  const about = await aboutOf(tx, job, order, people, act.now)
  if (!about) return 'settled'
  const facts: NoticeFacts = {
    kind: job.kind,
    name: person.name,
    trust: act.actor.trustName,
    number: order.number,
    supplier: order.supplierName,
    lines: order.lines,
    address,
    ...about,
  }
  return { to: person.email, facts, reader: person, confidential: order.confidential }
}

type Order = NonNullable<Awaited<ReturnType<Tx['purchaseOrder']['findFirst']>>> & {
  approvals: Prisma.ApprovalGetPayload<{ include: { chase: true } }>[]
}

/** By whom and why; null when it is settled and nobody needs to be told any more. */
async function aboutOf(
  tx: Tx,
  job: NoticeJob,
  order: Order,
  people: Map<string, TrustPerson>,
  now: Date,
): Promise<Pick<NoticeFacts, 'by' | 'why'> | null> {
  const rows = order.approvals.filter((row) => row.version === job.version)
  switch (job.kind) {
    case 'approval_waiting':
    case 'approval_reminder':
    case 'approval_escalated': {
      const { scheme } = await schemeOfVersion(tx, order.schemeVersion ?? 1)
      const present = await presentAt(tx, now, people, { storeId: order.storeId })
      const facts = decidedOrder(order, rows)
      const mine = rows.filter((row) => {
        const { retrospective, people: named } = row
        const why = reasons.parse(row.reasons)
        const asked = { role: row.role as ApproverRole, people: named, retrospective, reasons: why }
        const current = row.retrospective || (order.status === 'awaiting_approval' && order.version === row.version)
        if (row.state !== 'waiting' || !current || !isTurn(row, rows)) return false
        if (job.kind === 'approval_escalated') return row.chase?.escalated.includes(job.personId)
        return comesTo(present, facts, asked, scheme).whom.some(({ person }) => person.personId === job.personId)
      })
      const all = [...new Map(mine.flatMap((row) => reasons.parse(row.reasons)).map((one) => [one.code, one])).values()]
      if (all.length === 0) return null
      return { by: nameOf(people, order.submittedBy), why: reasonsInShort(all).toLowerCase() }
    }
    case 'order_returned':
    case 'order_rejected': {
      const state = job.kind === 'order_returned' ? 'returned' : 'rejected'
      const row = rows.find((one) => one.state === state)
      return row ? { by: nameOf(people, row.decidedBy), why: '' } : null
    }
    case 'supplier_reply': {
      const open = await tx.acknowledgementLine.count({ where: { orderId: order.id, resolution: 'open' } })
      return open > 0 ? { by: null, why: '' } : null
    }
    case 'needs_checking': {
      const open = await tx.transmission.count({ where: { orderId: order.id, status: 'needs_checking' } })
      return open > 0 ? { by: null, why: '' } : null
    }
    case 'directory_waiting':
      return null
  }
}
