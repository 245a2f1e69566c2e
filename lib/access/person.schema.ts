import { z } from 'zod'
import { ROLES } from './roles.ts'

const roles = z.array(z.enum(ROLES), { error: 'Choose the roles' })
const personId = z.uuid()

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
})

/** The roles that a person is to have from now on; none when they leave. */
export const changeRolesForm = z.object({
  personId,
  roles: roles.min(1, 'Choose at least one role, or say that they have left'),
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
export type AddPerson = z.output<typeof addPersonForm>
export type ChangeRoles = z.output<typeof changeRolesForm>
export type JoinTrust = z.output<typeof joinTrustForm>
export type OnePerson = z.output<typeof personForm>
