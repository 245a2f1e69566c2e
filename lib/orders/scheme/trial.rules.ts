import type { NeededApproval } from '#lib/orders/order/approval.rules.ts'
import { asksAtLeast, type Signature } from '#lib/orders/order/plan.rules.ts'
import { APPROVER_ROLES, type ApproverRole } from '#lib/orders/order/plan.schema.ts'
import { capital, stepsInWords, whoWords } from '#lib/orders/order/who-words.rules.ts'

/** One kind of approver that an order needs. */
type Needs = Pick<NeededApproval, 'role' | 'people' | 'step' | 'signatures' | 'retrospective'>

/** How what an order would need changes: the same, more, less, or others. */
export type TrialChange = 'same' | 'more' | 'less' | 'other'

/** What stands for nobody. */
export const NOBODY = 'nobody'

/** What an order needs as a short text, alike for orders that need the same: "1.lead.1 2.chief.1", "1.lead.1.a+b". */
export function needsKey(needed: readonly Needs[]): string {
  if (needed.length === 0) return NOBODY
  return needed
    .map(({ role, people, step, signatures, retrospective }) =>
      [
        `${step}${retrospective ? '~' : ''}`,
        role,
        signatures,
        ...(people.length > 0 ? [people.toSorted().join('+')] : []),
      ].join('.'),
    )
    .sort()
    .join(' ')
}

/** What a short text stands for, in words: "The procurement lead, then the chief pharmacist". */
export function keyWords(key: string, nameOf: (id: string) => string): string {
  if (key === NOBODY) return 'Nobody: passes by itself'
  const parts = key.split(' ').flatMap((part) => {
    const [step = '', role = '', signatures = '', people = ''] = part.split('.')
    const known = APPROVER_ROLES.find((one): one is ApproverRole => one === role)
    if (!known) return []
    const names = people === '' ? [] : people.split('+').map(nameOf)
    const who = whoWords({ role: known, names, signatures: Number(signatures) })
    return [{ step: Number.parseInt(step, 10), who, afterwards: step.endsWith('~') }]
  })
  const [before, after] = [parts.filter((one) => !one.afterwards), parts.filter((one) => one.afterwards)]
  return capital(
    [
      ...(before.length > 0 ? [stepsInWords(before)] : []),
      ...(after.length > 0 ? [`afterwards ${stepsInWords(after)}`] : []),
    ].join('; '),
  )
}

/** How the needs of an order under one scheme stand to those under another. */
export function changeBetween(now: readonly Needs[], next: readonly Needs[]): TrialChange {
  if (needsKey(now) === needsKey(next)) return 'same'
  const [less, more] = [signaturesOf(now), signaturesOf(next)]
  const [up, down] = [asksAtLeast(more, less), asksAtLeast(less, more)]
  if (up === down) return 'other'
  return up ? 'more' : 'less'
}

function signaturesOf(needed: readonly Needs[]): Signature[] {
  return needed.flatMap(({ role, people, step, signatures }) =>
    Array.from({ length: signatures }, () => ({ role, people, step })),
  )
}
