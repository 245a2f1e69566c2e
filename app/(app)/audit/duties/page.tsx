import type { Metadata } from 'next'
import { AuditParts } from '#components/audit/audit-parts.tsx'
import { PeriodFilter, periodQuery } from '#components/audit/period-filter.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type DutiesPage, dutiesReport } from '#lib/audit/duties/duties.queries.ts'
import { DUTIES } from '#lib/audit/duties/duty.rules.ts'
import { readReport } from '#lib/audit/report.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatDate, formatDateTime, formatList, formatPence } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Segregation of duties' }

export default async function SegregationOfDuties({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('auditDuties')
  const report = readReport(await searchParams)
  const wrong = report.errors.length > 0
  const page = await dutiesReport(actor, systemClock(), report.asked)
  const { period, rows, after } = page
  const query = periodQuery(period)
  return (
    <Main>
      <PageHead
        back={{ href: '/audit', words: 'Audit' }}
        title="Segregation of duties"
        standfirst={
          wrong ? 'Nothing is listed until the days are right.' : summary(page, report.asked.after !== undefined)
        }
      />
      <AuditParts current="duties" />
      {wrong && <FilterSummary errors={report.errors} />}
      <PeriodFilter action="/audit/duties" period={period} report={report} />
      <p className="app-14 app-2">
        Raised: raised, changed or submitted it. Approved: agreed to it, or signed its requisition. Received: booked it
        in. Nobody can approve, sign for or receive what they raised, nor keep what came beyond it; a pharmacist may
        approve and receive the same order. Invoices are not matched in Tincture yet, so matching is not looked at.
      </p>
      {!wrong && (
        <div className="app-section">
          {rows.length === 0 ? (
            <EmptyState title="Nobody had two of these duties in one order">
              Choose other days to look further back.
            </EmptyState>
          ) : (
            <DutiesTable rows={rows} />
          )}
          <TakeList list="segregation" query={query} what="this report" />
        </div>
      )}
      <Pagination
        label="Pages of the report"
        older={after && !wrong ? `/audit/duties?${new URLSearchParams({ ...query, after })}` : undefined}
        words={{ newer: 'Newer', older: 'Older orders' }}
      />
    </Main>
  )
}

function summary({ period, orders, rows, after }: DutiesPage, later: boolean): string {
  const days = `${formatDate(period.from)} to ${formatDate(period.to)}`
  const looked = `${formatCounted(orders, 'order')} submitted from ${days}`
  if (after || later)
    return `${looked}. This page names ${formatCounted(rows.length, 'person with two duties', 'people with two duties')}.`
  return rows.length === 0
    ? `${looked}: nobody had two duties in one of them.`
    : `${looked}: ${formatCounted(rows.length, 'time')} somebody had two duties in one of them.`
}

function DutiesTable({ rows }: { rows: DutiesPage['rows'] }) {
  return (
    <Table caption="People with two duties in one order" density="desk">
      <TableHead>
        <HeadCell>Order</HeadCell>
        <HeadCell>Person</HeadCell>
        <HeadCell>Duties</HeadCell>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Submitted</HeadCell>
        <HeadCell number>Total with VAT</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={`${row.number}/${row.person}`}>
            <RowHead>
              <Link href={`/audit?number=${row.number}`}>{row.number}</Link>
            </RowHead>
            <Cell label="Person">{row.person}</Cell>
            <Cell label="Duties">{formatList(row.duties.map((duty) => DUTIES[duty]))}</Cell>
            <Cell label="Supplier">{row.supplier}</Cell>
            <Cell label="Submitted">{row.submittedAt ? formatDateTime(row.submittedAt) : 'Not known'}</Cell>
            <Cell label="Total with VAT" number>
              {formatPence(row.gross)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
