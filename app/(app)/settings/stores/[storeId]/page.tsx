import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { StoreForm } from '#components/trusts/store-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { sitesOf } from '#lib/trusts/place.queries.ts'

export const metadata: Metadata = { title: 'Change a store' }

export default async function StorePage({ params }: { params: Promise<{ storeId: string }> }) {
  const actor = await pageActor('store')
  const { storeId } = await params
  const sites = await sitesOf(actor)
  const store = sites.flatMap((site) => site.stores).find((one) => one.id === storeId)
  if (!store) notFound()
  return (
    <Main>
      <PageHead
        title={`Change ${store.name}`}
        kicker={store.siteName}
        back={{ href: '/settings/sites', words: 'Sites and stores' }}
      />
      <FormColumn>
        <StoreForm store={store} sites={sites} trustId={actor.trustId} />
      </FormColumn>
    </Main>
  )
}
