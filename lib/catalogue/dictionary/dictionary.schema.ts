import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'
import { CHANGES } from './pack-of.rules.ts'

/** The most that the page takes of a release, in bytes; what is larger goes in from the console. */
export const LARGEST_CHOSEN = 32_000_000

/** What to do about a larger one. */
export const LARGER_RELEASE = 'Choose files of at most 32 MB, or bring the release in with npm run dictionary'

const file = z.instanceof(File, { error: 'Choose the zip of a release' })
const notTooLarge = (one: File | undefined) => (one?.size ?? 0) <= LARGEST_CHOSEN

/** A release as the page sends it: its zip, and that of the supplement where there is one. */
export const releaseForm = z
  .object({
    release: file.refine((one) => one.size > 0, 'Choose the zip of a release').refine(notTooLarge, LARGER_RELEASE),
    supplement: file.optional().refine(notTooLarge, LARGER_RELEASE),
  })
  .refine(({ release, supplement }) => release.size + (supplement?.size ?? 0) <= LARGEST_CHOSEN, {
    path: ['release'],
    message: LARGER_RELEASE,
  })

const releaseId = z.string().refine(isUuid, 'Choose a release')

/** A release that is to become current, as it was seen. */
export const currentForm = z.object({ releaseId, version: z.coerce.number().int().positive() })

/** A release that is to be thrown away. */
export const cancelForm = z.object({ releaseId })

/** Which changes of a release are asked for. */
export const changesAsked = z.object({ what: z.enum(CHANGES).optional().catch(undefined) })
