import { z } from 'zod'

/** What the sign-in form sends. */
export const signInForm = z.object({
  email: z.string({ error: 'Enter your e-mail address' }).trim().min(1).max(320),
  password: z.string({ error: 'Enter your password' }).min(1).max(1000),
  next: z.string().optional(),
})
