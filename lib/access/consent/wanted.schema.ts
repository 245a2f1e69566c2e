import { z } from 'zod'
import { ROLES } from '#lib/access/roles.ts'
import { isLocalDate, type LocalDate } from '#lib/values/dates.ts'

const role = z.enum(ROLES)

/** What a request for roles with an exception keeps: the roles and sites to be, those held then, and the pairs it covers. */
export const wantedRoles = z.object({
  roles: z.array(role),
  sites: z.array(z.object({ role, siteId: z.uuid() })),
  held: z.array(role),
  until: z.custom<LocalDate>((text) => typeof text === 'string' && isLocalDate(text)),
  pairs: z.array(z.object({ role, beside: role })),
})

/** See `wantedRoles`. */
export type WantedRoles = z.infer<typeof wantedRoles>
