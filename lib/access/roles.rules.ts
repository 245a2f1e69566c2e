import { ok, type Result, refuse } from '#lib/result.ts'
import { ROLE_NAMES, type Role } from './roles.ts'

/** Roles that buy, agree or book in: they must not also decide who may. */
const AT_WORK: readonly Role[] = ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'finance']

/** Roles of a hub; all others belong to trusts. */
const OF_HUB: readonly Role[] = ['hub', 'admin', 'auditor']

/** A person's roles in a trust, and what changes. */
export type RolesWanted = {
  roles: readonly Role[]
  trustKind: 'trust' | 'hub'
}

/**
 * Whether one person may hold these roles together: whoever gives out roles neither buys nor approves (the
 * administrator of the standing financial instructions stands outside the trade), an auditor changes nothing and holds
 * no other role, and the roles of a hub and of a trust do not mix. To this there is no exception; roles that do not go
 * together within the trade are in `conflicts/conflict.rules.ts`.
 */
export function rolesMayMeet({ roles, trustKind }: RolesWanted): Result<undefined> {
  const has = (role: Role) => roles.includes(role)
  const trade = roles.find((role) => AT_WORK.includes(role))
  if (has('admin') && trade)
    return wrong(`Choose either Administrator or ${ROLE_NAMES[trade]}: nobody gives out roles and buys as well`)
  if (has('auditor') && roles.length > 1) return wrong('Choose Auditor alone: an auditor changes nothing')
  if (trustKind === 'trust' && has('hub')) return wrong('Choose another role: Regional hub is a role of the hub itself')
  const foreign = roles.find((role) => !OF_HUB.includes(role))
  if (trustKind === 'hub' && foreign) return wrong(`Choose another role: ${ROLE_NAMES[foreign]} is a role of trusts`)
  return ok()
}

/** The roles that can be given out in an organisation of this kind. */
export function rolesOf(trustKind: 'trust' | 'hub', roles: readonly Role[]): Role[] {
  return roles.filter((role) => (trustKind === 'hub' ? OF_HUB.includes(role) : role !== 'hub'))
}

function wrong(message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field: 'roles', message }] })
}
