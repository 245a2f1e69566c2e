import type { Metadata } from 'next'
import { ChooseReleaseForm } from '#components/dictionary/release-forms.tsx'
import { ReleaseTable, releaseTitle } from '#components/dictionary/release-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { releasesOf } from '#lib/catalogue/dictionary/releases.queries.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Dictionary' }

export default async function DictionaryPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('dictionary')
  const [releases, { done }] = await Promise.all([releasesOf(actor), searchParams])
  const loads = may(actor, 'dictionary.load')
  const current = releases.filter((one) => one.state === 'current')
  const own = current.find((one) => one.own) ?? current[0]
  const packs = own?.report.changes ? `, ${formatCounted(own.report.changes.packs, 'pack')} to order` : ''
  return (
    <Main>
      <PageHead
        title="Dictionary"
        standfirst={
          own
            ? `${releaseTitle(own)} is current${own.own ? '' : ', brought in by your hub'}${packs}.`
            : 'No release of the dictionary of medicines and devices (dm+d) is current yet. Products come from files until one is.'
        }
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved saved={done} words={{ cancelled: 'The release is thrown away. Nothing of it is kept.' }} />
      <Section id="releases" title="Releases" headingHidden={releases.length === 0}>
        {releases.length === 0 ? (
          <EmptyState title="No release yet">
            NHSBSA publishes a release each Monday. Its zip is read as it comes; you see what it changes before it
            counts.
          </EmptyState>
        ) : (
          <ReleaseTable releases={releases} />
        )}
      </Section>
      {loads && (
        <Section id="bring-in" title="Bring in a release">
          <p className="app-lead">
            Nothing changes while a release is read. It counts once you make it current, all at once, and you can return
            to the one before.
          </p>
          <Grid>
            <Column span={6}>
              <ChooseReleaseForm trustId={actor.trustId} />
            </Column>
          </Grid>
        </Section>
      )}
    </Main>
  )
}
