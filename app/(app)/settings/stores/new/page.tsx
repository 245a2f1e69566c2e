import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { StoreForm } from '#components/trusts/store-form.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { sitesOf } from '#lib/trusts/place.queries.ts'

export const metadata: Metadata = { title: 'Add a store' }

export default async function NewStorePage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newStore')
  const [sites, { site }] = await Promise.all([sitesOf(actor), searchParams])
  return (
    <Main>
      <PageHead title="Add a store" back={{ href: '/settings/sites', words: 'Sites and stores' }} />
      {sites.length === 0 ? (
        <EmptyState>
          A store belongs to a site. <Link href="/settings/sites/new">Add a site first</Link>.
        </EmptyState>
      ) : (
        <FormColumn>
          <StoreForm
            sites={sites}
            siteId={site ?? (sites.length === 1 ? sites[0]?.id : undefined)}
            trustId={actor.trustId}
          />
        </FormColumn>
      )}
    </Main>
  )
}
