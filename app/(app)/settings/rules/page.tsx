import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SettingsForm } from '#components/trusts/settings-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { settingsView } from '#lib/trusts/settings.queries.ts'
import { settingsInWords } from '#lib/trusts/settings-words.ts'
import { formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Rules of the trust' }

export default async function RulesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('trustSettings')
  const [view, { saved }] = await Promise.all([settingsView(actor), searchParams])
  if (!view) notFound()
  const said = view.changedAt
    ? `${view.changedBy} changed them last, on ${formatDateTime(view.changedAt)}.`
    : 'These are the defaults: the trust has changed nothing yet.'
  return (
    <Main>
      <PageHead title="Rules of the trust" standfirst={said} back={{ href: '/settings', words: 'Settings' }} />
      <Saved saved={saved} words={{ '1': 'The rules are saved. They count from now on.' }} />
      {may(actor, 'settings.edit') ? (
        <SettingsForm view={view} trustId={actor.trustId} />
      ) : (
        <div className="app-section">
          <SummaryList rows={settingsInWords(view.settings)} />
        </div>
      )}
    </Main>
  )
}
