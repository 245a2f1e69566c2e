import { Note } from '#components/ui/note.tsx'
import { decidedWords, type JustDecided } from '#lib/orders/approve/decided.rules.ts'

/** What the reader just decided, at the head of the page that came next. Stays until they leave it. */
export function JustDecidedNote({
  decided,
  words = decided && decidedWords(decided),
}: {
  decided?: JustDecided
  words?: { lead: string; more: string }
}) {
  if (!words) return null
  return (
    <div role="status">
      <Note lead={words.lead}>{words.more}</Note>
    </div>
  )
}
