import { z } from 'zod'
import { isUuid } from '#lib/values/ids.ts'

const loadId = z.string().refine(isUuid, 'Choose a file first')
const version = z.coerce.number().int().positive()

/** A catalogue that somebody wants agreed to, or agrees to, as they saw it. */
export const changesForm = z.object({ loadId, version })

/** A catalogue that is given back, and why. */
export const giveBackForm = z.object({
  loadId,
  version,
  reason: z
    .string({ error: 'Say what has to change' })
    .trim()
    .min(1, 'Say what has to change')
    .max(500, 'Enter at most 500 letters'),
})

/** Views of what changes for a trust: to act on, without an act, not bought; for a hub all in one. */
export const CHANGE_VIEWS = { act: 'To act on', rest: 'Nothing to do', unused: 'We do not buy', all: 'All' } as const

/** A view of what changes. */
export type ChangeView = keyof typeof CHANGE_VIEWS

/** The address of what a catalogue changes. */
export const changesAddress = z.object({
  view: z.enum(['act', 'rest', 'unused', 'all']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(2000).catch(1),
})

/** What the page of a catalogue's changes is asked for. */
export type ChangesAddress = z.output<typeof changesAddress>
