import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'

/** Whose data. */
export const askForDataForm = z.object({ personId: z.string().refine(isUuid, 'Choose a person') })

/** Whose data. */
export type AskForData = z.output<typeof askForDataForm>
