import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { checkSampleAction } from '#lib/orders/sample/sample.actions.ts'
import type { Sampled } from '#lib/orders/sample/sample.queries.ts'
import { formatCounted, formatDayTime, formatPence } from '#lib/values/format.ts'

const OUTCOMES = [
  { value: 'fine', label: 'Fine' },
  { value: 'not_fine', label: 'Not fine' },
]

/** The orders of the sample that nobody has looked at yet, each with a place to say what one found. */
export function SampleOpen({ rows, checks, trustId }: { rows: readonly Sampled[]; checks: boolean; trustId: string }) {
  if (rows.length === 0)
    return <EmptyState>Nothing to look at. New ones are picked as orders pass by themselves.</EmptyState>
  return rows.map((row) => (
    <section className="app-band" key={row.id} aria-label={row.number}>
      <h3 className="app-band__title">
        <Link href={`/orders/${row.number}`}>{row.number}</Link>
      </h3>
      <p>
        {row.supplier}, {formatCounted(row.lines, 'line')}:{' '}
        {row.gross === null ? HIDDEN_WORDS.confidential : `${formatPence(row.gross)} with VAT`}. Submitted by{' '}
        {row.submittedBy}, passed {formatDayTime(row.pickedAt)}.
      </p>
      {checks && row.own && <p>You had a part in it: somebody else looks at it.</p>}
      {checks && !row.own && (
        <Details summary={`Say what you found in ${row.number}`}>
          <ActionForm
            action={checkSampleAction}
            trustId={trustId}
            act={`check-sample ${row.id}`}
            hidden={{ sampleId: row.id }}
            id={`s${row.id}`}
            label={`What you found in ${row.number}`}
          >
            <Radios name="outcome" label="You found it" options={OUTCOMES} layout="inline" />
            <Textarea name="words" label="In words" hint="Needed if it is not fine" maxLength={1000} />
            <Button small>Write it down</Button>
          </ActionForm>
        </Details>
      )}
    </section>
  ))
}
