import { z } from 'zod'

const reason = (missing: string) =>
  z.string({ error: missing }).trim().min(5, missing).max(500, 'Enter a shorter reason')

/** A password reset to be asked for. */
export const askResetForm = z.object({
  personId: z.uuid(),
  reason: reason('Enter how you know that it is them who ask, like "Came to the office with their badge"'),
})

/** A request, for acts that need nothing else. */
export const requestForm = z.object({ requestId: z.uuid() })

/** A request that is refused, with the reason. */
export const refuseRequestForm = z.object({ requestId: z.uuid(), comment: reason('Enter why you do not agree') })

/** What each schema gives. */
export type AskReset = z.output<typeof askResetForm>
export type OneRequest = z.output<typeof requestForm>
export type RefuseRequest = z.output<typeof refuseRequestForm>
