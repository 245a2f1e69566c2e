import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Details } from '#components/ui/details.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Select } from '#components/ui/select.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { SavedViews } from '#components/views/saved-views.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type AuditRow, auditView } from '#lib/audit/audit-view.queries.ts'
import { eventWords, isOrderEvent } from '#lib/orders/order/order-events.rules.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'
import { viewQuery } from '#lib/views/saved-view.rules.ts'
import { viewsOf } from '#lib/views/views.queries.ts'

export const metadata: Metadata = { title: 'Audit' }

type Asked = { number?: string; person?: string; after?: string }

export default async function AuditPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const actor = await pageActor('audit')
  const asked = await searchParams
  const { number = '', person = '', after } = asked
  const page = await auditView(actor, { number: number.trim().toUpperCase() || undefined, person, after })
  const more = new URLSearchParams({ ...(number && { number }), ...(person && { person }), after: page.after ?? '' })
  return (
    <Main density="desk">
      <PageHead
        title="Audit"
        standfirst={`${formatCounted(page.rows.length, 'entry', 'entries')} on this page, newest first. Nothing here can be changed or removed; each entry carries a code over the one before it.`}
      />
      <FilterForm action="/audit" label="Filter the record" clear={number || person ? '/audit' : undefined} section>
        <TextInput name="number" label="Order or goods received note" defaultValue={number} />
        <Select
          name="person"
          label="Person"
          defaultValue={person}
          choices={[
            { value: '', label: 'Everybody' },
            ...page.people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </FilterForm>
      <SavedViews list="audit" views={await viewsOf(actor, 'audit')} query={viewQuery(asked)} trustId={actor.trustId} />
      <div className="app-section">
        {page.rows.length === 0 ? (
          <EmptyState title="Nothing found">No entry fits. Check the number, or ask for everybody.</EmptyState>
        ) : (
          <>
            <AuditTable rows={page.rows} />
            <TakeList list="audit" query={{ number, person }} what="these entries" />
          </>
        )}
      </div>
      <Pagination
        label="Pages of the record"
        older={page.after ? `/audit?${more}` : undefined}
        words={{ newer: 'Newer', older: 'Next 100' }}
      />
    </Main>
  )
}

function AuditTable({ rows }: { rows: AuditRow[] }) {
  return (
    <Table caption="The record, newest first" density="desk">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>About</HeadCell>
        <HeadCell>Who</HeadCell>
        <HeadCell>What was known</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell label="When" className="app-nowrap">
              {formatDateTime(row.at)}
            </Cell>
            <RowHead>
              {isOrderEvent(row.verb) ? eventWords(row.verb, JSON.parse(row.payload).data) : sentence(row.verb)}
            </RowHead>
            <Cell label="About">
              {row.number && row.document === 'order' ? (
                <Link href={`/orders/${row.number}`}>{row.number}</Link>
              ) : (
                (row.number ?? sentence(row.document))
              )}
            </Cell>
            <Cell label="Who">{row.who}</Cell>
            <Cell label="What was known">
              <Details summary={`Entry ${row.seq}`} small>
                <pre className="app-code">{JSON.stringify(JSON.parse(row.payload), null, 1)}</pre>
              </Details>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function sentence(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
