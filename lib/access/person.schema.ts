import { z } from 'zod'
import { type LocalDate, parseDate } from '#lib/values/dates.ts'
import { ROLES } from './roles.ts'
import { isSiteRole, type SiteLimit } from './sites/site.rules.ts'

const roles = z.array(z.enum(ROLES), { error: 'Choose the roles' })
const personId = z.uuid()

/** "stores/0198…": a role and a site that it is limited to. None = every role counts everywhere. */
const sites = z
  .array(z.string().regex(/^[a-z]+\/[0-9a-f-]{36}$/))
  .default([])
  .transform((rows) =>
    rows.flatMap((row): SiteLimit[] => {
      const [role = '', siteId = ''] = row.split('/')
      return isSiteRole(role) ? [{ role, siteId }] : []
    }),
  )

/** Why two roles are to meet in one person all the same, and until when. */
const reason = z.string().trim().max(500, 'Enter a shorter reason').default('')
const until = z
  .string()
  .trim()
  .default('')
  .transform((text, context) => {
    if (text === '') return null
    const day = parseDate(text)
    if (day === null) context.addIssue({ code: 'custom', message: 'Enter a day, like 6 August 2027' })
    return day
  })

/** A person to be added to a trust. */
export const addPersonForm = z.object({
  name: z
    .string({ error: 'Enter first name and surname' })
    .trim()
    .min(2, 'Enter first name and surname')
    .max(120, 'Enter a shorter name'),
  email: z
    .string({ error: 'Enter an e-mail address' })
    .trim()
    .max(254, 'Enter a shorter e-mail address')
    .transform((text) => text.toLowerCase())
    .pipe(z.email('Enter an e-mail address, like ann.okafor@example.nhs.uk')),
  roles: roles.min(1, 'Choose at least one role'),
  sites,
})

/** The roles that a person is to have from now on; none when they leave. */
export const changeRolesForm = z.object({
  personId,
  roles: roles.min(1, 'Choose at least one role, or say that they have left'),
  sites,
  reason,
  until,
})

/** The code that an administrator of another trust handed over: spaces and capitals do not count. */
export const joinTrustForm = z.object({
  code: z
    .string({ error: 'Enter the code' })
    .trim()
    .min(1, 'Enter the code')
    .max(60, 'Enter the code as you were given it')
    .transform((text) => text.toLowerCase().replaceAll(' ', '')),
})

/** A person, for acts that need nothing else. */
export const personForm = z.object({ personId })

/** What each schema gives. */
export type AddPerson = Omit<z.output<typeof addPersonForm>, 'sites'> & { sites?: readonly SiteLimit[] }
export type ChangeRoles = Pick<z.output<typeof changeRolesForm>, 'personId' | 'roles'> & {
  sites?: readonly SiteLimit[]
  reason?: string
  until?: LocalDate | null
}
export type JoinTrust = z.output<typeof joinTrustForm>
export type OnePerson = z.output<typeof personForm>
