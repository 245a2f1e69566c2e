import { z } from 'zod'
import { parseDate } from '#lib/values/dates.ts'

const personId = z.uuid()
const handTo = z
  .union([z.uuid(), z.literal('')])
  .default('')
  .transform((text) => (text === '' ? null : text))

const MESSAGE = 'Enter the day, like 6 August 2027'

/** A person leaves now; `handTo` takes their work over. */
export const leaveForm = z.object({ personId, handTo })

/** What lies still of somebody goes to somebody who goes on with it. */
export const handOverForm = z.object({ personId, handTo: z.uuid({ error: 'Choose who takes their work over' }) })

/** A person leaves from a day on. */
export const leavingForm = z.object({
  personId,
  handTo,
  from: z.string({ error: MESSAGE }).transform((text, context) => {
    const day = parseDate(text)
    if (day !== null) return day
    context.addIssue({ code: 'custom', message: MESSAGE })
    return z.NEVER
  }),
})

/** What each schema gives. */
export type LeaveTrust = { personId: string; handTo?: string | null }
export type HandOverWork = z.output<typeof handOverForm>
export type SetLeaving = z.output<typeof leavingForm>
