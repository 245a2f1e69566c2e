import type { MailEvidence } from '#lib/orders/approve/mail-evidence.rules.ts'
import { formatCounted } from '#lib/values/format.ts'
import type { NoticeKind } from './notice.schema.ts'

/**
 * What a notice is about. Prices only as part of the evidence of a decision, for who may see them all; no comments: those
 * are read where one is signed in.
 */
export type NoticeFacts = {
  kind: NoticeKind
  /** Whom it is for. */
  name: string
  trust: string
  /** Of who waits to be let in: the id of their request; supplier and lines say nothing then. */
  number: string
  supplier: string
  lines: number
  /** Who raised, returned or refused it, wrote the answer down, or waits; null where nobody did. */
  by: string | null
  /** Why it waits ("Off contract and never ordered before"), or what is unknown. */
  why: string
  /** What a decision rests on; nothing for a notice of another kind. */
  evidence?: readonly MailEvidence[]
  /** Where the app is reached, without a slash at the end. */
  address: string
}

/** A notice as it is mailed. */
export type NoticeMail = { subject: string; text: string; html: string }

/** Older news than this is no news: it stands on the Today page. */
export const NEWS_FOR_HOURS = 48

/** Whether something that came up is still worth a mail. */
export function isNews(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() < NEWS_FOR_HOURS * 3_600_000
}

/** The page a notice leads to. Opening it decides nothing. */
export function noticeLink({ kind, number, address }: Pick<NoticeFacts, 'kind' | 'number' | 'address'>): string {
  if (kind === 'directory_waiting') return `${address}/settings/directory/${encodeURIComponent(number)}`
  const step = {
    approval_waiting: '/approve',
    approval_reminder: '/approve',
    approval_escalated: '/approve',
    order_returned: '',
    order_rejected: '',
    supplier_reply: '/acknowledge',
    needs_checking: '/send',
  } as const satisfies Record<Exclude<NoticeKind, 'directory_waiting'>, string>
  return `${address}/orders/${encodeURIComponent(number)}${step[kind]}`
}

/** A notice in words: subject, plain text, and the same as HTML without pictures, styles or anything that reports back. */
export function noticeMail(facts: NoticeFacts): NoticeMail {
  const { subject, says, act } = words(facts)
  const link = noticeLink(facts)
  const settings = `${facts.address}/settings/notices`
  const greeting = `${facts.name},`
  const foot = `Tincture at ${facts.trust}. Nothing happens by opening the link. Choose which notices you get:`
  const evidence = facts.evidence ?? []
  const plain = evidence.flatMap(({ label, says: lines }) => [`${label}:`, ...lines.map((line) => `  ${line}`), ''])
  const text = [greeting, '', says, '', ...plain, `${act}:`, link, '', '-- ', foot, settings, ''].join('\n')
  const html = [
    '<!DOCTYPE html>',
    `<html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>`,
    `<p>${escaped(greeting)}</p>`,
    `<p>${escaped(says)}</p>`,
    ...evidence.map(({ label, says: lines }) => {
      return `<h2>${escaped(label)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
    }),
    `<p><a href="${escaped(link)}">${escaped(act)}</a></p>`,
    `<hr><p>${escaped(foot)} <a href="${escaped(settings)}">${escaped(settings)}</a></p>`,
    '</body></html>',
    '',
  ].join('\n')
  return { subject, text, html }
}

function words(facts: NoticeFacts): { subject: string; says: string; act: string } {
  const { number, supplier, lines, by, why } = facts
  const order = `${number} to ${supplier}`
  switch (facts.kind) {
    case 'approval_waiting':
      return {
        subject: `Order ${order} waits for you`,
        says: `${by ?? 'Somebody'} submitted order ${order}, ${formatCounted(lines, 'line')}. It came to you because: ${why}.`,
        act: 'Look at it and decide',
      }
    case 'approval_reminder':
      return {
        subject: `Order ${order} still waits for you`,
        says: `Order ${order}, ${formatCounted(lines, 'line')}, that ${by ?? 'somebody'} submitted is not decided yet. It came to you because: ${why}.`,
        act: 'Look at it and decide',
      }
    case 'approval_escalated':
      return {
        subject: `Order ${order} comes to you: nobody decided in time`,
        says: `Nobody decided order ${order}, ${formatCounted(lines, 'line')}, in time. ${by ?? 'Somebody'} submitted it, and it needs approval because: ${why}.`,
        act: 'Look at it and decide',
      }
    case 'order_returned':
      return {
        subject: `Order ${order} was returned`,
        says: `${by ?? 'An approver'} returned order ${order} and said what has to change.`,
        act: 'Read why and change it',
      }
    case 'order_rejected':
      return {
        subject: `Order ${order} was refused`,
        says: `${by ?? 'An approver'} refused order ${order} and said why. It is not sent.`,
        act: 'Read why',
      }
    case 'supplier_reply':
      return {
        subject: `${supplier} answered ${number}`,
        says: `${supplier} answered order ${number} with something else than was ordered.`,
        act: 'Deal with the answer',
      }
    case 'needs_checking':
      return {
        subject: `Order ${order}: unknown whether it arrived`,
        says: `It is unknown whether order ${order} arrived. Tincture does not send it again by itself: ask ${supplier}, then say what they told you.`,
        act: 'Settle it',
      }
    case 'directory_waiting':
      return {
        subject: `${by ?? 'Somebody'} waits to be let in`,
        says: `${by ?? 'Somebody'} signed in by the directory of ${facts.trust} and is not known here yet. An administrator makes a person of them, joins them to one, or refuses.`,
        act: 'See who waits',
      }
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
