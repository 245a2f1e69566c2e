import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { LabelsForm } from '#components/labels/labels-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { isPrintable, type ShelfLabel } from '#lib/labels/label.rules.ts'
import { labelsFor } from '#lib/labels/labels.queries.ts'
import { labelsAddress, labelsToPrint } from '#lib/labels/labels.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Shelf labels' }

/** Labels for the shelf: which, how many of each, and on what they are printed. */
export default async function LabelsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const actor = await pageActor('labels')
  const given = await searchParams
  const print = given.print === 'yes' ? labelsToPrint.safeParse(given) : null
  if (print?.success) redirect(`/labels/labels.pdf?${addressOf(given)}`)
  const errors = (print?.error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }))
  const vmps = typeof given.vmps === 'string' ? given.vmps.split(' ') : given.vmp
  const asked = labelsAddress.parse({ ...given, vmp: vmps })
  const found = await labelsFor(actor, systemClock(), asked)
  if (!found) notFound()
  const { of, back, labels } = found
  return (
    <Main>
      <PageHead
        title="Shelf labels"
        standfirst={labels.length === 0 ? 'Choose medicines in the catalogue first.' : sentence(of, labels)}
        back={back}
      />
      {errors.length > 0 && <FilterSummary errors={errors} />}
      {labels.length === 0 ? (
        <EmptyState title="No labels">
          Tick medicines in the catalogue, or open a medicine or a goods received note.{' '}
          <Link href="/catalogue">Open the catalogue</Link>
        </EmptyState>
      ) : (
        <LabelsForm
          labels={labels}
          vmps={asked.vmp}
          receipt={asked.receipt}
          errors={errors}
          typed={print ? given : {}}
        />
      )}
    </Main>
  )
}

/** What the form sent, for the PDF. */
function addressOf(given: Readonly<Record<string, string | string[]>>): URLSearchParams {
  const single = Object.entries(given).filter(([name]) => name !== 'print')
  return new URLSearchParams(single.map(([name, value]) => [name, [value].flat()[0] ?? '']))
}

function sentence(of: string, labels: readonly ShelfLabel[]): string {
  const without = labels.filter((label) => !isPrintable(label)).length
  const missing = without === 0 ? '' : ` ${formatCounted(without, 'has', 'have')} no barcode on file, so no label.`
  return `${formatCounted(labels.length - without, 'label')} of ${of}, each with its GS1 DataMatrix.${missing}`
}
