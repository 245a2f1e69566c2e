import { z } from 'zod'
import { isRole, type Role } from './roles.ts'

/** Which people are shown. */
export const PEOPLE_VIEWS = { here: 'Working here', exceptions: 'With an exception', left: 'Have left' } as const

/** See `PEOPLE_VIEWS`. */
export type PeopleView = keyof typeof PEOPLE_VIEWS

/** The address of the list of people: what is searched for, which of them, in which role. Anything else is passed over. */
export const peopleAddress = z.object({
  q: z.string().trim().max(100).default('').catch(''),
  view: z
    .enum(Object.keys(PEOPLE_VIEWS) as [PeopleView, ...PeopleView[]])
    .default('here')
    .catch('here'),
  role: z
    .string()
    .transform((text): Role | null => (isRole(text) ? text : null))
    .nullable()
    .default(null)
    .catch(null),
})

/** See `peopleAddress`. */
export type PeopleAddress = z.output<typeof peopleAddress>
