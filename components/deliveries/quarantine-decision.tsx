import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { NoteLine, QuarantineView } from '#lib/orders/receive/note.queries.ts'
import { decideQuarantineAction } from '#lib/orders/receive/receive.actions.ts'
import { GOES_BACK, VARIANCE_NAMES } from '#lib/orders/receive/variance.rules.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

const DONE = { release: 'released to stock', return: 'returned', destroy: 'destroyed' } as const

/** Packs of a note that were booked in to quarantine: to be decided on, and what was decided. */
export function QuarantineDecision({
  line,
  trustId,
  mayDecide,
}: {
  line: NoteLine
  trustId: string
  mayDecide: boolean
}) {
  const { apart } = line
  if (!apart || (apart.left === 0 && apart.decisions.length === 0)) return null
  const packs = formatCounted(apart.left, 'pack')
  const why = line.variance ? `: ${VARIANCE_NAMES[line.variance].toLowerCase()}` : ''
  return (
    <Section
      id={`apart-${line.id}`}
      title={apart.left > 0 ? `${packs} in quarantine` : 'Nothing left in quarantine'}
      lead={`${line.product}, batch ${line.batch || 'not recorded'}${why}.`}
    >
      {apart.decisions.map((one) => (
        <Note key={one.id} lead={`${formatCounted(one.packs, 'pack')} ${DONE[one.outcome]}.`}>
          {decidedWords(one)}
        </Note>
      ))}
      {apart.left > 0 && waitsFor(apart, mayDecide)}
      {apart.left > 0 && mayDecide && !apart.mine && (
        <ActionForm
          action={decideQuarantineAction}
          trustId={trustId}
          act={`decide-quarantine ${line.id} ${apart.left}`}
          hidden={{ lineId: line.id }}
          id={`quarantine-${line.id}`}
          className="app-measure"
        >
          <Radios
            name="outcome"
            label="What should happen to them?"
            options={[
              ...(apart.agreed
                ? [{ value: 'release', label: 'Release', hint: 'They go to stock on hand and can be used.' }]
                : []),
              { value: 'return', label: 'Return', hint: 'They go back to the supplier and leave stock.' },
              { value: 'destroy', label: 'Destroy', hint: 'They leave stock. Keep the record of destruction.' },
            ]}
          />
          <TextInput name="packs" label="Packs" defaultValue={String(apart.left)} inputMode="numeric" width={6} />
          <Select
            name="variance"
            label="What is wrong with them"
            hint="Only for packs that are returned or destroyed."
            placeholder="Nothing: they are released"
            defaultValue={line.variance && isOffered(line.variance) ? line.variance : undefined}
            choices={GOES_BACK.map((one) => ({ value: one, label: VARIANCE_NAMES[one] }))}
          />
          <Textarea
            name="reason"
            label="Why"
            hint="What was asked, and what the maker or the trust advised."
            rows={2}
          />
          <Button>Decide on these packs</Button>
        </ActionForm>
      )}
    </Section>
  )
}

function isOffered(variance: string): boolean {
  return (GOES_BACK as readonly string[]).includes(variance)
}

function waitsFor(apart: NonNullable<NoteLine['apart']>, mayDecide: boolean) {
  if (!mayDecide) return <Note lead="Waiting for a decision.">A pharmacist decides. They stand apart from stock.</Note>
  if (apart.mine)
    return (
      <Note kind="care" lead="You booked them in.">
        Another pharmacist decides on them.
      </Note>
    )
  if (apart.agreed) return null
  return (
    <Note kind="care" lead="Nobody agreed to this pack.">
      It is not the one that was ordered: it can be released once the change of the order is approved.
    </Note>
  )
}

function decidedWords({ by, at, variance, reason }: QuarantineView): string {
  const what = variance ? `${VARIANCE_NAMES[variance]}. ` : ''
  return `${by} decided on ${formatDateTime(at)}. ${what}${reason}`
}
