import { channel } from 'node:diagnostics_channel'

/** How far a sending has come, in order. */
export type SendingStep = 'claimed' | 'papers kept' | 'data may go' | 'answered' | 'recorded'

/** How far a file of a list has come, in order. */
export type FileStep = 'file claimed' | 'file part kept' | 'file whole'

/** How far a release of the dictionary has come; each may come many times. */
export type DictionaryStep = 'dictionary part kept' | 'dictionary compared' | 'dictionary packs written'

const steps = channel('tincture.sending')

/** Tells whoever traces this process how far a sending or a file has come (node:diagnostics_channel `tincture.sending`). */
export function tellStep(step: SendingStep | FileStep | DictionaryStep, id: string): void {
  if (steps.hasSubscribers) steps.publish({ step, id })
}
