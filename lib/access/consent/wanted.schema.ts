import { z } from 'zod'
import { EMAIL_CLAIMS, ID_CLAIMS } from '#lib/access/directory/claims.rules.ts'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { trustSettings } from '#lib/trusts/settings.schema.ts'
import { isLocalDate, type LocalDate } from '#lib/values/dates.ts'

const role = z.enum(ROLES)
const sites = z.array(z.object({ role, siteId: z.uuid() }))

/**
 * What a request for roles keeps: the roles and sites to be, those held then. With an exception, the pairs it covers and its
 * last day; none and null where it is the role itself that takes consent.
 */
export const wantedRoles = z.object({
  roles: z.array(role),
  sites,
  held: z.array(role),
  until: z.custom<LocalDate>((text) => typeof text === 'string' && isLocalDate(text)).nullable(),
  pairs: z.array(z.object({ role, beside: role })),
})

/** Of a request to let somebody new in: who, and with which roles. They have no account before it is agreed to. */
export const wantedPerson = z.object({ name: z.string(), email: z.string(), roles: z.array(role), sites })

/** Of a request that an administrator leaves: who takes their work over. */
export const wantedLeave = z.object({ handTo: z.uuid().nullable() })

/** Of a request for another address to sign in with: the one to be, and the one that was. */
export const wantedEmail = z.object({ email: z.string(), from: z.string() })

/** Of a request for weaker rules of signing in: all settings to be, over which version, and what of them is weaker. */
export const wantedSettings = z.object({
  version: z.int(),
  settings: trustSettings,
  weaker: z.array(z.object({ label: z.string(), from: z.string(), to: z.string() })),
})

/** Of a request about the directory: how it is to be asked; the secret sealed, null leaves the one that is kept. */
export const wantedDirectory = z.object({
  version: z.int(),
  active: z.boolean(),
  onlyWay: z.boolean(),
  issuer: z.string(),
  clientId: z.string(),
  secret: z.base64().nullable(),
  idClaim: z.enum(ID_CLAIMS),
  emailClaim: z.enum(EMAIL_CLAIMS),
  domains: z.array(z.string()),
})

/** What the first holds. */
export type WantedRoles = z.infer<typeof wantedRoles>

/** Whether roles make somebody an administrator who was none. */
export function makesAdministrator({ roles, held }: { roles: readonly Role[]; held: readonly Role[] }): boolean {
  return roles.includes('admin') && !held.includes('admin')
}

/** Whether they take the administrator's role away. */
export function takesAdministrator({ roles, held }: { roles: readonly Role[]; held: readonly Role[] }): boolean {
  return held.includes('admin') && !roles.includes('admin')
}
