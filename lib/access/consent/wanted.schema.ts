import { z } from 'zod'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { isLocalDate, type LocalDate } from '#lib/values/dates.ts'

const role = z.enum(ROLES)

/**
 * What a request for roles keeps: the roles and sites to be, those held then. With an exception, the pairs it covers and its
 * last day; none and null where it is the administrator's role that takes consent.
 */
export const wantedRoles = z.object({
  roles: z.array(role),
  sites: z.array(z.object({ role, siteId: z.uuid() })),
  held: z.array(role),
  until: z.custom<LocalDate>((text) => typeof text === 'string' && isLocalDate(text)).nullable(),
  pairs: z.array(z.object({ role, beside: role })),
})

/** See `wantedRoles`. */
export type WantedRoles = z.infer<typeof wantedRoles>

/** Whether roles make somebody an administrator who was none. */
export function makesAdministrator({ roles, held }: { roles: readonly Role[]; held: readonly Role[] }): boolean {
  return roles.includes('admin') && !held.includes('admin')
}
