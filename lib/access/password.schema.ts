import { z } from 'zod'

/** What the form for a new password sends. */
export const passwordForm = z
  .object({
    current: z.string({ error: 'Enter the password you have now' }).max(1000),
    password: z.string({ error: 'Enter a new password' }).max(1000, 'Enter a shorter password'),
    again: z.string({ error: 'Enter the new password again' }),
  })
  .refine((typed) => typed.password === typed.again, {
    path: ['again'],
    error: 'Enter the new password again, the same as above',
  })
