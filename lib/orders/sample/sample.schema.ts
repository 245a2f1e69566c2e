import { z } from 'zod'

const words = z.string().trim().max(1000, 'Shorten what you found to 1,000 characters').default('')

/** What was found in an order of the sample: fine, or not and in words. */
export const checkSampleForm = z
  .object({
    sampleId: z.uuid(),
    outcome: z.enum(['fine', 'not_fine'], { error: 'Choose whether you found it fine' }),
    words,
  })
  .refine(({ outcome, words: found }) => outcome === 'fine' || found !== '', {
    path: ['words'],
    message: 'Enter what is not fine',
  })

/** What somebody found. */
export type CheckSample = z.output<typeof checkSampleForm>
