import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { SiteSection } from '#components/trusts/site-section.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { sitesOf } from '#lib/trusts/place.queries.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Sites and stores' }

export default async function SitesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('sites')
  const [sites, steps, { saved }] = await Promise.all([sitesOf(actor), setUpOf(actor), searchParams])
  const edit = may(actor, 'settings.edit')
  const stores = sites.flatMap((site) => site.stores.filter((store) => store.active)).length
  return (
    <Main>
      <PageHead
        title="Sites and stores"
        standfirst={
          sites.length === 0
            ? 'Every order is raised for a store of a site.'
            : `${formatCounted(sites.length, 'site')} with ${formatCounted(stores, 'store')} in use. Every order is raised for a store.`
        }
        back={{ href: '/settings', words: 'Settings' }}
        actions={edit && <ButtonLink href="/settings/sites/new">Add a site</ButtonLink>}
      />
      <Saved saved={saved} words={{ site: 'The site is saved.', store: 'The store is saved.' }} />
      <SetUpNext steps={steps} />
      {sites.length === 0 && (
        <EmptyState title="No site yet">
          A site is where suppliers deliver. <Link href="/settings/sites/new">Add the first one</Link>, then the
          pharmacy store in it.
        </EmptyState>
      )}
      {sites.map((site) => (
        <SiteSection key={site.id} site={site} edit={edit} />
      ))}
      {sites.length > 0 && <TakeList list="stores" what="sites and stores" />}
    </Main>
  )
}
