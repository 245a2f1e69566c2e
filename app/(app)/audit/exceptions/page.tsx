import type { Metadata } from 'next'
import { AuditParts } from '#components/audit/audit-parts.tsx'
import { ExceptionTable } from '#components/audit/exception-table.tsx'
import { PeriodFilter, periodQuery } from '#components/audit/period-filter.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { pageActor } from '#lib/access/session.ts'
import { countExceptions, exceptionsReport } from '#lib/audit/exceptions/exceptions.queries.ts'
import { EXCEPTION_KINDS, EXCEPTIONS, readReport } from '#lib/audit/report.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Exceptions' }

export default async function Exceptions({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('auditExceptions')
  const report = readReport(await searchParams)
  const wrong = report.errors.length > 0
  const now = systemClock()
  const { kind } = report.asked
  const [page, counts] = await Promise.all([
    exceptionsReport(actor, now, report.asked),
    countExceptions(actor, now, report.asked),
  ])
  const { period, rows, after } = page
  const query = { ...periodQuery(period), kind }
  const total = counts ? EXCEPTION_KINDS.reduce((sum, one) => sum + counts[one], 0) : 0
  return (
    <Main>
      <PageHead
        back={{ href: '/audit', words: 'Audit' }}
        title="Exceptions"
        standfirst={
          wrong
            ? 'Nothing is listed until the days are right.'
            : `${formatCounted(total, 'exception')} of the rules, from ${formatDate(period.from)} to ${formatDate(period.to)}.`
        }
      />
      <AuditParts current="exceptions" />
      {wrong && <FilterSummary errors={report.errors} />}
      <PeriodFilter action="/audit/exceptions" period={period} report={report} kind={kind} />
      {!wrong && (
        <div className="app-section">
          <Chips
            label="Kinds of exceptions"
            chips={EXCEPTION_KINDS.map((one) => ({
              label: EXCEPTIONS[one],
              href: `/audit/exceptions?${new URLSearchParams({ ...query, kind: one })}`,
              current: one === kind,
              ...(counts ? { count: counts[one] } : {}),
            }))}
          />
          <div className="app-section">
            {rows.length === 0 ? (
              <EmptyState title="None">There is none of this kind in these days.</EmptyState>
            ) : (
              <ExceptionTable
                caption={EXCEPTIONS[kind]}
                rows={rows}
                about={kind === 'roles' ? 'roles' : kind === 'alone' ? 'alone' : 'orders'}
              />
            )}
            <TakeList list="exceptions" query={query} what="this report" />
          </div>
        </div>
      )}
      <Pagination
        label="Pages of the report"
        older={after && !wrong ? `/audit/exceptions?${new URLSearchParams({ ...query, after })}` : undefined}
        words={{ newer: 'Newer', older: 'Next 50' }}
      />
    </Main>
  )
}
