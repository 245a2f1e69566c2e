import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { KeepingView } from '#lib/orders/receive/keep.store.ts'
import type { NoteLine } from '#lib/orders/receive/note.queries.ts'
import { decideOverDeliveryAction } from '#lib/orders/receive/receive.actions.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { formatCounted, formatDateTime, formatPence } from '#lib/values/format.ts'
import type { Pence } from '#lib/values/money.ts'

/** Packs of a note that are beyond what was ordered: to be decided on, or what was decided. */
export function OverDecision({
  line,
  trustId,
  mayDecide,
  keeping,
}: {
  line: NoteLine
  trustId: string
  mayDecide: boolean
  /** What keeping them takes of the reader; null where it is not theirs to decide. */
  keeping: KeepingView | null
}) {
  const { held } = line
  if (!held) return null
  const packs = formatCounted(held.packs, 'pack')
  const refusal = keeping?.refusal
  const why =
    refusal?.code === 'OWN_ORDER'
      ? {
          title: `You ${refusal.how} this order`,
          message: 'Somebody else decides whether to keep them. You can return them.',
        }
      : refusal
        ? wordsFor(refusal)
        : null
  const lead = `${packs} of ${line.product}, batch ${line.batch || 'not recorded'}; ${formatCounted(line.ordered, 'pack')} were ordered on ${line.orderNumber}.`
  return (
    <Section id={`over-${held.id}`} title={`${packs} more than ordered`} lead={lead}>
      {held.decision !== null && (
        <Note lead={held.decision === 'keep' ? `${packs} kept.` : `${packs} sent back.`}>
          {held.decidedBy} decided{held.decidedAt ? ` on ${formatDateTime(held.decidedAt)}` : ''}. {held.reason}
        </Note>
      )}
      {held.decision === null && held.mine && (
        <Note kind="care" lead="You counted these packs.">
          Somebody else decides whether to keep or return them. Until then they stand apart from stock.
        </Note>
      )}
      {held.decision === null && !held.mine && !mayDecide && (
        <Note lead="Waiting for a decision.">
          Somebody decides whom the trust’s rules would ask for them. They stand apart from stock.
        </Note>
      )}
      {held.decision === null && !held.mine && mayDecide && (
        <ActionForm
          action={decideOverDeliveryAction}
          trustId={trustId}
          act={`decide-over ${held.id}`}
          hidden={{ id: held.id }}
          id={`decide-${held.id}`}
          className="app-measure"
        >
          {why && (
            <Note kind="care" lead={`${why.title}.`}>
              {why.message}
            </Note>
          )}
          <Radios
            name="decision"
            label="What should happen to them?"
            defaultValue={why ? 'return' : undefined}
            options={[
              ...(why ? [] : [{ value: 'keep', label: `Keep ${packs}`, hint: keepWords(keeping?.worth ?? null) }]),
              { value: 'return', label: `Return ${packs}`, hint: 'They go back with the supplier.' },
            ]}
          />
          <Textarea name="reason" label="Why" rows={2} />
          <Button>Decide on {packs}</Button>
        </ActionForm>
      )}
    </Section>
  )
}

function keepWords(worth: Pence | null): string {
  const charge = worth === null ? 'The supplier will charge for them' : `They cost ${formatPence(worth)} with VAT`
  return `They count as received and come into stock. ${charge}, and count with the orders of their day.`
}
