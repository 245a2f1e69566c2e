import { z } from 'zod'

/** One of one's other sessions, or all of them. */
export const endOwnSessionForm = z.object({ which: z.union([z.uuid(), z.literal('others')]) })

/** One session of a person of the trust. */
export const endPersonSessionForm = z.object({ personId: z.uuid(), sessionId: z.uuid() })

/** What each gives. */
export type EndOwnSession = z.output<typeof endOwnSessionForm>
export type EndPersonSession = z.output<typeof endPersonSessionForm>
