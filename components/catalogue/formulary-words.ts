import type { Tone } from '#components/ui/tag.tsx'
import type { FormularyStatus } from '#lib/catalogue/formulary/formulary.rules.ts'

/** How a status of the formulary is coloured. */
export const FORMULARY_TONES = {
  ON: 'green',
  RESTRICTED: 'yellow',
  NON_FORMULARY: 'orange',
  UNLICENSED_APPROVED: 'purple',
  NOT_PERMITTED: 'red',
} as const satisfies Record<FormularyStatus, Tone>
