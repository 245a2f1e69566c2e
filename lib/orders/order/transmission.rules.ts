import type { LocalDate } from '#lib/values/dates.ts'
import type { Channel, TransmissionKind, TransmissionStatus } from './transmission.status.ts'

/** Why an approved order does not leave yet, and what ends it. */
export type Hold =
  /** Misuse of Drugs Regulations 2001, regulation 14: a signed requisition must be with the supplier before supply. */
  | { code: 'REQUISITION' }
  /** Medicines without a licence whose use nobody has approved, or whose approval is past its review day. */
  | { code: 'UNLICENSED'; medicines: readonly { vmpId: string; name: string }[] }
  /** The trust has no account with the supplier, or its account takes e-mail and has no address. */
  | { code: 'NO_WAY_TO_SEND'; why: 'no_account' | 'no_email' }

/** What the holds of an order are judged on. Lines: those that still stand. */
export type HoldFacts = {
  kind: 'standard' | 'cd' | 'unlicensed'
  lines: readonly { vmpId: string; productName: string; unlicensed: boolean }[]
  /** The signed copy of this version's requisition went to the supplier. */
  requisitionSigned: boolean
  /** Approvals by VMP id; `reviewOn` is the last day one counts. */
  approvals: ReadonlyMap<string, { number: string; reviewOn: LocalDate }>
  account: { channel: Channel; email: string | null } | null
}

/** Everything that keeps an order from leaving on a day; empty when it may go. */
export function holdsOf(facts: HoldFacts, today: LocalDate): Hold[] {
  const holds: Hold[] = []
  if (facts.kind === 'cd' && !facts.requisitionSigned) holds.push({ code: 'REQUISITION' })
  const missing = new Map<string, string>()
  for (const line of facts.lines) {
    if (!line.unlicensed) continue
    const approval = facts.approvals.get(line.vmpId)
    if (!approval || approval.reviewOn < today) missing.set(line.vmpId, line.productName)
  }
  if (missing.size > 0) {
    holds.push({ code: 'UNLICENSED', medicines: [...missing].map(([vmpId, name]) => ({ vmpId, name })) })
  }
  if (facts.account === null) holds.push({ code: 'NO_WAY_TO_SEND', why: 'no_account' })
  else if (facts.account.channel === 'email' && !facts.account.email?.trim()) {
    holds.push({ code: 'NO_WAY_TO_SEND', why: 'no_email' })
  }
  return holds
}

/**
 * The Message-ID of a message to a supplier: the same for the same order, version and kind, so that a mail server that
 * was handed it twice can tell. A cancellation also carries the end of what it cancels, as one version may have several.
 */
export function messageIdOf(message: {
  number: string
  version: number
  kind: TransmissionKind
  orderId: string
  subjectId: string
  domain: string
}): string {
  const about = message.subjectId === message.orderId ? '' : `.${message.subjectId.slice(-12)}`
  return `<${message.number}.v${message.version}.${message.kind}${about}@${message.domain}>`
}

/** The domain of a sender such as `orders@trust.example` or `Pharmacy <orders@trust.example>`. */
export function domainOf(sender: string): string {
  return /@([a-z0-9.-]+)>?\s*$/i.exec(sender)?.[1]?.toLowerCase() ?? 'localhost'
}

/** What is known of a transmission when it is shown or acted on. */
export type TransmissionFacts = {
  status: TransmissionStatus
  channel: Channel
  leaseUntil: Date | null
  handedAt: Date | null
}

/**
 * The status to show: a sending whose worker went silent after the mail server was given the data needs checking, also
 * before the round has written it down.
 */
export function shownStatus(facts: TransmissionFacts, now: Date): TransmissionStatus {
  const silent = facts.status === 'sending' && facts.leaseUntil !== null && facts.leaseUntil <= now
  return silent && facts.handedAt !== null ? 'needs_checking' : facts.status
}
