import { FilterForm } from '#components/ui/filter-form.tsx'
import { DateInput } from '#components/ui/text-input.tsx'
import type { Period, ReportAsked } from '#lib/audit/report.schema.ts'
import type { ReadWithDays } from '#lib/lists/typed-days.schema.ts'
import { formatDate } from '#lib/values/format.ts'

/** The days of a report. `kind` stays in force. */
export function PeriodFilter({
  action,
  period,
  report,
  kind,
}: {
  action: string
  period: Period
  report: Pick<ReadWithDays<ReportAsked>, 'errors' | 'typed'>
  kind?: string
}) {
  return (
    <FilterForm
      action={action}
      label="Days of the report"
      hidden={kind ? { kind } : {}}
      errors={report.errors}
      typed={report.typed}
      section
    >
      <DateInput
        name="from"
        label="From"
        hint="Like 6 November 2026"
        width="full"
        defaultValue={formatDate(period.from)}
      />
      <DateInput name="to" label="To" hint="A year at most" width="full" defaultValue={formatDate(period.to)} />
    </FilterForm>
  )
}

/** The days of a report as the parts of an address. */
export function periodQuery({ from, to }: Period): { from: string; to: string } {
  return { from: formatDate(from), to: formatDate(to) }
}
