import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { NoteLine } from '#lib/orders/receive/note.queries.ts'
import { decideOverDeliveryAction } from '#lib/orders/receive/receive.actions.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

/** Packs of a note that are beyond what was ordered: to be decided on, or what was decided. */
export function OverDecision({ line, trustId, mayDecide }: { line: NoteLine; trustId: string; mayDecide: boolean }) {
  const { held } = line
  if (!held) return null
  const packs = formatCounted(held.packs, 'pack')
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
          A procurement lead or technician decides. They stand apart from stock.
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
          <Radios
            name="decision"
            label="What should happen to them?"
            options={[
              {
                value: 'keep',
                label: `Keep ${packs}`,
                hint: 'They count as received and come into stock. The supplier will charge for them.',
              },
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
