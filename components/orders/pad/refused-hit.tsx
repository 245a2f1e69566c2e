import { Note } from '#components/ui/note.tsx'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import { packWords } from './pad-words.ts'

/** A pack that was chosen and that the trust's formulary does not permit: it is not put on the pad, and why. */
export function RefusedHit({ hit }: { hit: PadHit }) {
  const { reason } = hit.formulary
  return (
    <Note kind="care" lead={`Your formulary does not permit ${packWords(hit)}.`}>
      {reason === '' ? '' : `It says: ${reason}. `}
      Order another product, or ask the chief pharmacist.
    </Note>
  )
}
