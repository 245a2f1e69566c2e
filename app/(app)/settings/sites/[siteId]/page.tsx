import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { SiteForm } from '#components/trusts/site-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { sitesOf } from '#lib/trusts/place.queries.ts'

export const metadata: Metadata = { title: 'Change a site' }

export default async function SitePage({ params }: { params: Promise<{ siteId: string }> }) {
  const actor = await pageActor('site')
  const { siteId } = await params
  const site = (await sitesOf(actor)).find((one) => one.id === siteId)
  if (!site) notFound()
  return (
    <Main>
      <PageHead title={`Change ${site.name}`} back={{ href: '/settings/sites', words: 'Sites and stores' }} />
      <FormColumn>
        <SiteForm site={site} trustId={actor.trustId} />
      </FormColumn>
    </Main>
  )
}
