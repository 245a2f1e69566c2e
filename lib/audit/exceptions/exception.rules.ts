import { pairWords } from '#lib/access/conflicts/conflict-words.rules.ts'
import { CONSENT_NAMES, isConsent } from '#lib/access/consent/consent-words.rules.ts'
import type { ConsentTo } from '#lib/access/consent/request-kinds.rules.ts'
import { isRole, ROLE_NAMES, type Role } from '#lib/access/roles.ts'
import { offContractWords } from '#lib/orders/order/off-contract.rules.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import { formatCounted, formatDateOf, formatDateTime, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'
import type { ExceptionKind } from '../report.schema.ts'

/** What the words of an exception are made of; null where it is not about that. */
export type Facts = {
  reason: string | null
  state: string | null
  role: string | null
  due: Date | null
  decided: Date | null
  product: string | null
  packs: number | null
  note: string | null
  /** What packs kept beyond an order cost, pence with VAT. */
  worth: bigint | null
  /** The other of two roles. */
  beside: string | null
}

/** What was so, in a sentence or two. */
export function exceptionWords(kind: ExceptionKind, facts: Facts, now: Date): string {
  switch (kind) {
    case 'emergency':
      return facts.reason?.trim() ? facts.reason : 'No reason was given.'
    case 'afterwards':
      return `${roleName(facts.role)}: ${afterwards(facts, now)}`
    case 'off_contract':
      return `${facts.product ?? 'A line'}, ${formatCounted(facts.packs ?? 0, 'pack')}: ${offContractWords(facts.reason ?? 'no reason')}. No supplier’s answer, no line it replaces and no note stand behind it.`
    case 'ran_out':
      return `${roleName(facts.role)} did not decide by ${facts.due ? formatDateTime(facts.due) : 'the last day'}: it has to be submitted again.`
    case 'over':
      return `${formatCounted(facts.packs ?? 0, 'pack')} of ${facts.product ?? 'a product'} beyond the order: ${overDecision(facts)}`
    case 'alone':
      return doneAlone(facts)
    case 'roles':
      return rolesByException(facts)
  }
}

function afterwards({ state, due, decided, note }: Facts, now: Date): string {
  const late = due && (decided ?? now) > due ? ', after its time' : ''
  const said = note ? ` “${note}”` : ''
  if (state === 'approved') return `agreed${decided ? ` on ${formatDateTime(decided)}` : ''}${late}.${said}`
  if (state === 'waiting')
    return due && now > due ? `not decided, overdue since ${formatDateTime(due)}.` : 'not decided yet.'
  return `disagreed${decided ? ` on ${formatDateTime(decided)}` : ''}${late}.${said}`
}

function overDecision({ state, reason, worth }: Facts): string {
  const why = reason?.trim() ? ` ${reason}` : ''
  if (state === 'keep') return `kept${worth === null ? '' : ` for ${formatPence(pence(worth))} with VAT`}.${why}`
  return state === 'return' ? `sent back.${why}` : 'not decided yet.'
}

const ENDED: Readonly<Record<string, string>> = {
  expired: 'its last day was over',
  roles_changed: 'the roles were changed',
  renewed: 'a later one took its place',
}

function doneAlone({ reason, role }: Facts): string {
  const roles = (role ?? '').split(' ').flatMap((one) => (isRole(one) ? [ROLE_NAMES[one]] : []))
  if (reason === 'leave' && !roles.includes(ROLE_NAMES.admin)) {
    return `Left by one administrator’s word (${roles.join(', ')}): that may not wait. The others were told by e-mail.`
  }
  const what = isConsent(reason ?? '') ? CONSENT_NAMES[reason as ConsentTo] : 'What takes a second person'
  return `${what}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}. Nobody else’s word counted then: it takes a week in office.`
}

function rolesByException({ role, beside, due, decided, reason, state }: Facts): string {
  const pair = isRole(role ?? '') && isRole(beside ?? '') ? pairWords([beside, role] as [Role, Role]) : 'Two roles'
  const until = due ? ` until ${formatDateOf(due)}` : ''
  const ended = decided ? ` Ended on ${formatDateTime(decided)}: ${ENDED[state ?? ''] ?? 'it was ended'}.` : ''
  return `${pair}${until}. “${reason ?? ''}”${ended}`
}

function roleName(role: string | null): string {
  return role !== null && role in APPROVER_NAMES ? APPROVER_NAMES[role as keyof typeof APPROVER_NAMES] : 'Somebody'
}
