import { z } from 'zod'

/** A code of an authenticator app, or a recovery code. */
export const codeForm = z.object({
  code: z
    .string({ error: 'Enter the code' })
    .trim()
    .min(1, 'Enter the code')
    .max(40, 'Enter the six digits that your app shows, or a recovery code'),
  next: z.string().optional(),
})

/** What is said of a code that was not taken. */
export const WRONG_CODE =
  'Enter the code that your app shows now. Each works once; after five wrong ones you have to wait, 1 minute at first and 15 at most'
