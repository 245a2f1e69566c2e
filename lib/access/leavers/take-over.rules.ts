import { may } from '#lib/access/permissions.ts'
import type { Role } from '#lib/access/roles.ts'

/** Whether somebody can take another's work over: they work here, raise orders, and are not the person. */
export function canTakeOver(
  personId: string,
  to: { id: string; roles: readonly Role[]; former: boolean } | undefined,
): boolean {
  return to !== undefined && !to.former && to.id !== personId && may(to, 'order.raise')
}
