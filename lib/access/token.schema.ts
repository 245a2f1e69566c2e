import { z } from 'zod'
import { SCOPE_LIST } from './scopes.ts'

/** The longest a token may live. */
export const MOST_DAYS = 365

/** A token to be made: what it is called, what it is narrowed to, how long it lives. */
export const makeTokenForm = z.object({
  name: z
    .string({ error: 'Enter a name, like Stock system' })
    .trim()
    .min(1, 'Enter a name, like Stock system')
    .max(80, 'Shorten the name to 80 characters'),
  scopes: z.array(z.enum(SCOPE_LIST), { error: 'Choose what it may do' }).min(1, 'Choose what it may do'),
  days: z.coerce
    .number({ error: 'Enter a number of days, like 90' })
    .int('Enter a whole number of days')
    .min(1, 'Enter at least 1 day')
    .max(MOST_DAYS, `Enter at most ${MOST_DAYS} days`),
})

/** A token, for acts that need nothing else. */
export const tokenForm = z.object({ tokenId: z.uuid() })

/** What each schema gives. `personId` only from the console: whose token it is. */
export type MakeToken = z.output<typeof makeTokenForm> & { personId?: string }
export type OneToken = z.output<typeof tokenForm>
