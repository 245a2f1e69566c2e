import type { Role } from '#lib/access/roles.ts'
import type { DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import { LADDER } from '#lib/orders/order/scheme.schema.ts'

/** Roles that decide approvals: whose holders can be away, name a deputy, or be one. */
export const DECIDING = ['lead', 'chief', 'director', 'pharmacist'] as const satisfies readonly Role[]

/** Whether somebody with these roles decides approvals at all. */
export function decides(roles: readonly Role[]): boolean {
  return roles.some((role) => (DECIDING as readonly Role[]).includes(role))
}

const CLINICAL: readonly Role[] = ['pharmacist', 'chief']

/** Kinds that people of the ladder alone decide, whatever the scheme. */
const OF_LADDER: readonly DeputyKind[] = ['money', 'contract', 'new', 'afterwards']

/**
 * Which of these kinds one person can decide in the place of another: both stand on the ladder of money and contract, or,
 * for what is clinical, both are pharmacists. Nobody hands over what they do not decide, nor to whom it means nothing.
 */
export function kindsBetween(
  person: readonly Role[],
  deputy: readonly Role[],
  kinds: readonly DeputyKind[],
): DeputyKind[] {
  const both = (roles: readonly Role[]) => [person, deputy].every((held) => held.some((role) => roles.includes(role)))
  const ladder = both(LADDER)
  const clinical = both(CLINICAL)
  return kinds.filter((kind) => ladder || (clinical && !OF_LADDER.includes(kind)))
}

/** A person with their roles. */
export type Someone = { id: string; roles: readonly Role[] }

/**
 * Whether somebody may agree that another stands in for a person: the person themselves, or, where they cannot be asked,
 * the chief pharmacist or a director who stands at least as high as the person does. Never who proposed it, and never
 * the deputy: nobody hands out another's power alone.
 */
export function mayAgreeToDeputy(
  asked: Someone,
  of: { person: Someone; madeBy: string; deputy: string | null },
): boolean {
  if (asked.id === of.madeBy || asked.id === of.deputy) return false
  if (asked.id === of.person.id) return true
  const height = heightOf(asked.roles)
  return height >= LADDER.indexOf('chief') && height >= heightOf(of.person.roles)
}

/** How far up the ladder somebody stands; −1 for not on it. */
function heightOf(roles: readonly Role[]): number {
  return LADDER.findLastIndex((role) => roles.includes(role))
}

/** Whether somebody may end it before its time: the person, the deputy (who gives it back), who may agree, an administrator. */
export function mayEndDeputising(
  asked: Someone,
  of: { person: Someone; madeBy: string; deputy: string | null },
): boolean {
  if (asked.id === of.person.id || asked.id === of.deputy || asked.id === of.madeBy) return true
  return asked.roles.includes('admin') || mayAgreeToDeputy(asked, of)
}

/** How one stands at a moment. */
export type DeputyState = 'asked' | 'declined' | 'to_come' | 'running' | 'over' | 'ended'

/** How one stands at a moment, by its own dates: nothing has to end it. One nobody agreed to in its time is over. */
export function stateOf(one: { state: string; from: Date; until: Date; endedAt: Date | null }, now: Date): DeputyState {
  if (one.state === 'declined') return 'declined'
  if (one.endedAt) return 'ended'
  if (now >= one.until) return 'over'
  if (one.state === 'asked') return 'asked'
  return now < one.from ? 'to_come' : 'running'
}
