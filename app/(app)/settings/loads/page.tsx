import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { loadsOf } from '#lib/catalogue/load/loads.queries.ts'
import { LOAD_KIND_NAMES } from '#lib/catalogue/load/report.rules.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { formatCount, formatCounted, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Files loaded' }

export default async function LoadsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('loads')
  const [{ loads, waiting }, steps, { done }] = await Promise.all([loadsOf(actor), setUpOf(actor), searchParams])
  const mayLoad = may(actor, 'catalogue.load') || may(actor, 'contract.load')
  const [newest] = loads
  return (
    <Main>
      <PageHead
        title="Files loaded"
        standfirst={
          newest
            ? `The newest file came ${formatDateTime(newest.at)}: ${newest.fileName}.`
            : 'Nothing has been loaded yet. Begin with products, then contracts.'
        }
        back={{ href: '/settings', words: 'Settings' }}
        actions={mayLoad && <ButtonLink href="/settings/loads/new">Load a file</ButtonLink>}
      />
      <Saved
        saved={done}
        words={{
          unchanged: 'Nothing changed: everything in the file stands here already.',
          dropped: 'The file is thrown away. Nothing was loaded.',
        }}
      />
      {mayLoad && waiting && (
        <div className="app-gap">
          <Note lead="A file of yours waits.">
            <Link href={`/settings/loads/${waiting.id}`}>Look through {waiting.fileName}</Link>, then load it or throw
            it away.
          </Note>
        </div>
      )}
      <SetUpNext steps={steps} />
      <Section id="loads" title="The newest files" headingHidden={loads.length === 0}>
        {loads.length === 0 ? (
          <EmptyState title="No file yet">
            Take the template for <Link href="/settings/loads/templates/packs">products</Link>, fill in a row for each
            pack, and <Link href="/settings/loads/new?kind=packs">load it</Link>. Then do the same with the{' '}
            <Link href="/settings/loads/templates/contracts">contracts</Link>. Nothing is loaded before you have seen
            what it changes.
          </EmptyState>
        ) : (
          <Table caption="Files loaded, newest first">
            <TableHead>
              <HeadCell>File</HeadCell>
              <HeadCell>Loaded</HeadCell>
              <HeadCell number>Rows</HeadCell>
              <HeadCell number>New</HeadCell>
              <HeadCell number>Changed</HeadCell>
              <HeadCell number>As they were</HeadCell>
            </TableHead>
            <TableBody>
              {loads.map((load) => (
                <Row key={load.id}>
                  <RowHead>
                    <Link href={`/settings/loads/${load.id}`}>{load.fileName}</Link>
                    <Sub>{LOAD_KIND_NAMES[load.kind]}</Sub>
                  </RowHead>
                  <Cell label="Loaded">
                    {formatDateTime(load.at)}
                    <Sub>{load.by}</Sub>
                  </Cell>
                  <Cell label="Rows" number>
                    {formatCount(load.rows)}
                  </Cell>
                  <Cell label="New" number>
                    {formatCount(load.added)}
                  </Cell>
                  <Cell label="Changed" number>
                    {formatCount(load.changed)}
                  </Cell>
                  <Cell label="As they were" number>
                    {formatCount(load.unchanged)}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
        {loads.length > 0 && <TakeList list="loads" what="these files’ particulars" />}
        {loads.length === 50 && <p className="app-2">The newest {formatCounted(loads.length, 'file')} are shown.</p>}
      </Section>
    </Main>
  )
}
