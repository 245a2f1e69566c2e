import { z } from 'zod'

/** Whether the keys that work everywhere are to work for this person. */
export const keyChoice = z.object({ keys: z.enum(['on', 'off'], { error: 'Choose whether the keys work' }) })

/** A choice about keys. */
export type KeyChoice = z.output<typeof keyChoice>
