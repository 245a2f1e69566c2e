import type { Metadata } from 'next'
import { AuditFilters } from '#components/audit/audit-filters.tsx'
import { AuditParts } from '#components/audit/audit-parts.tsx'
import { AuditTable } from '#components/audit/audit-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterSummary } from '#components/ui/filter-errors.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import { pageActor } from '#lib/access/session.ts'
import { auditQuery, readAudit } from '#lib/audit/audit.schema.ts'
import { AUDIT_PAGE, auditChoices, auditView } from '#lib/audit/audit-view.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'
import { viewsOf } from '#lib/views/views.queries.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('audit')
  const given = await searchParams
  const { asked, errors, typed } = readAudit(given)
  const wrong = errors.length > 0
  const now = systemClock()
  const page = wrong ? { rows: [], after: null } : await auditView(actor, now, asked)
  const choices = await auditChoices(actor, now, asked)
  const query = wrong ? {} : addressOf(given)
  const more = new URLSearchParams({ ...query, after: page.after ?? '' })
  return (
    <Main>
      <PageHead
        title="Audit"
        standfirst={
          wrong
            ? 'Nothing is listed until the days are right.'
            : `${formatCounted(page.rows.length, 'entry', 'entries')} on this page, newest first. Nothing here can be changed or removed; each entry carries a code over the one before it.`
        }
      />
      <AuditParts current="record" />
      {wrong && <FilterSummary errors={errors} />}
      <AuditFilters
        asked={asked}
        choices={choices}
        errors={errors}
        typed={typed}
        filtered={Object.keys(auditQuery(asked)).length > 0 || wrong}
      />
      {!wrong && (
        <SavedViews
          list="audit"
          views={await viewsOf(actor, 'audit')}
          query={viewQuery(query)}
          trustId={actor.trustId}
        />
      )}
      {!wrong && (
        <div className="app-section">
          {page.rows.length === 0 ? (
            <EmptyState title="Nothing found">No entry fits all of it. Take one of the filters off.</EmptyState>
          ) : (
            <>
              <AuditTable rows={page.rows} />
              <TakeList list="audit" query={query} what="these entries" />
              <p className="app-take app-14">
                As evidence:{' '}
                <a href={`/audit/export?${new URLSearchParams(query)}`}>export with codes and a manifest</a>, which can
                be checked against the record.
              </p>
            </>
          )}
        </div>
      )}
      <Pagination
        label="Pages of the record"
        older={page.after ? `/audit?${more}` : undefined}
        words={{ newer: 'Newer', older: `Next ${AUDIT_PAGE}` }}
      />
    </Main>
  )
}

const PARTS = ['number', 'person', 'product', 'supplier', 'from', 'to']

/** The filters of an address as they were typed. */
function addressOf(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    PARTS.flatMap((name): [string, string][] => {
      const value = given[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : []
    }),
  )
}
