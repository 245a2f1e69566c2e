import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { NotePage } from '#lib/orders/receive/note.queries.ts'
import { reverseReceiptAction } from '#lib/orders/receive/receive.actions.ts'
import { formatCounted } from '#lib/values/format.ts'

/** Taking a goods received note back as a whole; nothing in it is ever edited. */
export function TakeBack({ note, trustId }: { note: NotePage; trustId: string }) {
  const packs = note.lines.reduce((sum, line) => sum + line.accepted, 0)
  const decided = note.lines.some((line) => line.held?.decision)
  return (
    <Section
      id="take-back"
      title="Take this note back"
      lead={`A note is never changed. Taking it back takes ${formatCounted(packs, 'pack')} out of stock and opens ${formatCounted(note.orders.length, 'order')} again; then book in what really came.`}
    >
      {decided ? (
        <Note lead="It can no longer be taken back.">
          Somebody decided on packs beyond the order. Count the stock instead.
        </Note>
      ) : (
        <ActionForm
          action={reverseReceiptAction}
          trustId={trustId}
          act={`reverse-receipt ${note.id}`}
          hidden={{ receiptNumber: note.number }}
          id="reverse"
          className="app-measure"
        >
          <Textarea name="reason" label="Why" hint="For example, booked in twice" rows={2} />
          <Button kind="warning">Take back {note.number}</Button>
        </ActionForm>
      )}
    </Section>
  )
}
