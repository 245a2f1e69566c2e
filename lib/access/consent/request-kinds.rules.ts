import type { Role } from '#lib/access/roles.ts'
import { approves } from './second.rules.ts'
import { makesAdministrator, takesAdministrator, wantedPerson, wantedRoles } from './wanted.schema.ts'

/** What can be asked for. */
export const REQUEST_KINDS = ['reset', 'roles', 'new', 'leave', 'email', 'settings', 'directory'] as const

/** One of them. */
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** Roles whose word counts: administrators alone for a password and for another administrator, else chief pharmacists too. */
export const CONSENTING = {
  reset: ['admin'],
  roles: ['admin', 'chief'],
  admin: ['admin'],
  approver: ['admin', 'chief'],
  demote: ['admin', 'chief'],
  new: ['admin', 'chief'],
  new_admin: ['admin'],
  leave: ['admin', 'chief'],
  email: ['admin', 'chief'],
  settings: ['admin', 'chief'],
  directory: ['admin', 'chief'],
} as const satisfies Record<string, readonly Role[]>

/** What consent is given to: of roles, an exception, the administrator's role, an approving one, or that one is taken away. */
export type ConsentTo = keyof typeof CONSENTING

/** What a request asks consent to. */
export function consentTo({ kind, wanted }: { kind: RequestKind; wanted: unknown }): ConsentTo {
  if (kind === 'new') return wantedPerson.parse(wanted).roles.includes('admin') ? 'new_admin' : 'new'
  if (kind !== 'roles') return kind
  const roles = wantedRoles.parse(wanted)
  if (roles.until !== null) return 'roles'
  if (makesAdministrator(roles)) return 'admin'
  if (takesAdministrator(roles)) return 'demote'
  const gains = roles.roles.some((role) => approves(role) && !roles.held.includes(role))
  return !gains && roles.held.some((role) => approves(role) && !roles.roles.includes(role)) ? 'demote' : 'approver'
}

/** The verbs of the record under which a request stands while nothing of it has happened. */
export function verbOf(to: ConsentTo, what: 'ASKED' | 'REFUSED' | 'WITHDRAWN'): string {
  if (to === 'reset') return `RESET_${what}`
  if (to === 'roles') return `ROLES_${what}`
  return to === 'admin' ? `ADMIN_${what}` : `SECOND_${what}`
}
