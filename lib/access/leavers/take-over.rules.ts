import { may } from '#lib/access/permissions.ts'
import type { Role } from '#lib/access/roles.ts'

type AtWork = { roles: readonly Role[]; former: boolean }

/** Whether somebody can take another's work over: they work here, raise orders, and are not the person. */
export function canTakeOver(personId: string, to: ({ id: string } & AtWork) | undefined): boolean {
  return to !== undefined && to.id !== personId && canGoOn(to)
}

/** Whether somebody can go on with what waits for them: they work here and raise orders. */
export function canGoOn(person: AtWork): boolean {
  return !person.former && may(person, 'order.raise')
}
