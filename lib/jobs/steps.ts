import { channel } from 'node:diagnostics_channel'

/** How far a sending has come, in order. */
export type SendingStep = 'claimed' | 'papers kept' | 'data may go' | 'answered' | 'recorded'

/** How far a file of a list has come, in order. */
export type FileStep = 'file claimed' | 'file part kept' | 'file whole'

const steps = channel('tincture.sending')

/** Tells whoever traces this process how far a sending or a file has come (node:diagnostics_channel `tincture.sending`). */
export function tellStep(step: SendingStep | FileStep, id: string): void {
  if (steps.hasSubscribers) steps.publish({ step, id })
}
