import { channel } from 'node:diagnostics_channel'

/** How far a sending has come, in order. */
export type SendingStep = 'claimed' | 'papers kept' | 'data may go' | 'answered' | 'recorded'

const steps = channel('tincture.sending')

/** Tells whoever traces this process how far a sending has come (node:diagnostics_channel `tincture.sending`). */
export function tellStep(step: SendingStep, transmissionId: string): void {
  if (steps.hasSubscribers) steps.publish({ step, transmissionId })
}
