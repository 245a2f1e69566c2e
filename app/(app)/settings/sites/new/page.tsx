import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { SiteForm } from '#components/trusts/site-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Add a site' }

export default async function NewSitePage() {
  const actor = await pageActor('newSite')
  return (
    <Main>
      <PageHead title="Add a site" back={{ href: '/settings/sites', words: 'Sites and stores' }} />
      <FormColumn>
        <SiteForm trustId={actor.trustId} />
      </FormColumn>
    </Main>
  )
}
