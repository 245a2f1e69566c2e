import type { Metadata } from 'next'
import { Fragment } from 'react'
import { LoadTable } from '#components/files/load-table.tsx'
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
import { pageActor } from '#lib/access/session.ts'
import { kindsToLoad } from '#lib/files/kind.rules.ts'
import { loadsOf } from '#lib/files/loads.queries.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { formatCount, formatCounted, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Load files' }

export default async function LoadsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('loads')
  const [{ loads, waiting }, steps, { done }] = await Promise.all([loadsOf(actor), setUpOf(actor), searchParams])
  const kinds = kindsToLoad(actor)
  const [newest] = loads
  return (
    <Main>
      <PageHead
        title="Load files"
        standfirst={
          newest
            ? `The newest file came ${formatDateTime(newest.at)}: ${newest.fileName}.`
            : 'Nothing has been loaded yet. Begin with products, then contracts.'
        }
        back={{ href: '/settings', words: 'Settings' }}
        actions={kinds.length > 0 && <ButtonLink href="/settings/loads/new">Load a file</ButtonLink>}
      />
      <Saved saved={done} words={{ cancelled: 'The file is thrown away. Nothing was loaded.' }} />
      {waiting.length > 0 && (
        <div className="app-gap">
          <Note
            lead={
              waiting.length === 1 ? 'A file of yours waits.' : `${formatCount(waiting.length)} files of yours wait.`
            }
          >
            Look through{' '}
            {waiting.map(({ id, fileName }, index) => (
              <Fragment key={id}>
                {index > 0 && ', '}
                <Link href={`/settings/loads/${id}`}>{fileName}</Link>
              </Fragment>
            ))}
            , then load {waiting.length === 1 ? 'it or throw it away' : 'each or throw it away'}.
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
          <LoadTable loads={loads} />
        )}
        {loads.length > 0 && <TakeList list="loads" what="these files’ particulars" />}
        {loads.length === 50 && <p className="app-2">The newest {formatCounted(loads.length, 'file')} are shown.</p>}
      </Section>
    </Main>
  )
}
