import type { Role } from '#lib/access/roles.ts'
import { LADDER } from '#lib/orders/order/scheme.schema.ts'

/** Roles that decide approvals: whose holders can be away, name a deputy, or be one. */
export const DECIDING = ['lead', 'chief', 'director', 'pharmacist'] as const satisfies readonly Role[]

/** Whether somebody with these roles decides approvals at all. */
export function decides(roles: readonly Role[]): boolean {
  return roles.some((role) => (DECIDING as readonly Role[]).includes(role))
}

/** A person with their roles. */
export type Someone = { id: string; roles: readonly Role[] }

/**
 * Whether somebody may agree that another stands in for a person: the person themselves, or, where they cannot be asked,
 * the chief pharmacist or a director who stands at least as high as the person does. Never who proposed it, and never
 * the deputy: nobody hands out another's power alone.
 */
export function mayAgree(asked: Someone, of: { person: Someone; madeBy: string; deputy: string | null }): boolean {
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
export function mayEnd(asked: Someone, of: { person: Someone; madeBy: string; deputy: string | null }): boolean {
  if (asked.id === of.person.id || asked.id === of.deputy || asked.id === of.madeBy) return true
  return asked.roles.includes('admin') || mayAgree(asked, of)
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
