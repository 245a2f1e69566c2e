import { z } from 'zod'
import { addPersonForm } from '#lib/access/person.schema.ts'

const { name, email } = addPersonForm.shape
const personId = z.uuid()

/** What a person is called from now on. */
export const correctNameForm = z.object({ personId, name })

/** The address that a person signs in with from now on, and why. */
export const correctEmailForm = z.object({
  personId,
  email,
  reason: z
    .string({ error: 'Enter how you know that it is theirs' })
    .trim()
    .min(5, 'Enter how you know that it is theirs, like "They showed me the mailbox"')
    .max(500, 'Enter a shorter reason'),
})

/** What each gives. */
export type CorrectName = z.output<typeof correctNameForm>
export type CorrectEmail = z.output<typeof correctEmailForm>
