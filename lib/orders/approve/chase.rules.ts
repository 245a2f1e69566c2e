import { type AskedOf, type DecidedOrder, type Decider, mayDecide } from '#lib/orders/order/decide.rules.ts'
import type { ApprovalScheme, ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { afterWorkingTime, type WorkingHours } from '#lib/values/working-time.ts'

/** How long an approval may wait, in working hours, before somebody is reminded, and before it is taken further up. */
export type ChaseSettings = WorkingHours & { remindHours: number; escalateHours: number }

/** When to remind, and when to take it further up. */
export type ChasePlan = { remindAt: Date; escalateAt: Date }

/**
 * When an approval is chased. One that an order waits for: by the trust's working hours, and before its last moment. One
 * that is given after an emergency went: halfway through its hours and at their end, by the clock, as nights count there.
 */
export function chasePlan(
  asked: { askedAt: Date; dueAt: Date | null; retrospective: boolean },
  settings: ChaseSettings,
): ChasePlan {
  const { askedAt, dueAt, retrospective } = asked
  if (retrospective && dueAt) {
    return { remindAt: new Date((askedAt.getTime() + dueAt.getTime()) / 2), escalateAt: dueAt }
  }
  return {
    remindAt: afterWorkingTime(askedAt, settings.remindHours * 60, settings),
    escalateAt: afterWorkingTime(askedAt, settings.escalateHours * 60, settings),
  }
}

/** Who stands above a kind of approver, the nearest first. */
const ABOVE = {
  pharmacist: ['chief'],
  lead: ['chief', 'director'],
  chief: ['director'],
  director: [],
} as const satisfies Record<ApproverRole, readonly ApproverRole[]>

/**
 * Whom an approval that nobody decided in time is taken to: those of the next role above the one it came to who may
 * decide it and whom it did not come to before. Empty where nobody stands above.
 */
export function furtherUp<P extends Decider>(
  people: readonly P[],
  order: DecidedOrder,
  approval: AskedOf & { cameTo: ApproverRole; before: readonly (string | null)[] },
  scheme: ApprovalScheme,
): { role: ApproverRole; people: P[] } | null {
  for (const role of ABOVE[approval.cameTo]) {
    const able = people.filter(
      (one) =>
        one.roles.includes(role) &&
        !approval.before.includes(one.personId) &&
        mayDecide(one, order, approval, scheme).ok,
    )
    if (able.length > 0) return { role, people: able }
  }
  return null
}
