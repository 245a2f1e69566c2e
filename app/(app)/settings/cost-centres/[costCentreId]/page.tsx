import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { CostCentreForm } from '#components/trusts/cost-centre-form.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { costCentresOf } from '#lib/trusts/place.queries.ts'

export const metadata: Metadata = { title: 'Change a cost centre' }

export default async function CostCentrePage({ params }: { params: Promise<{ costCentreId: string }> }) {
  const actor = await pageActor('costCentre')
  const { costCentreId } = await params
  const costCentre = (await costCentresOf(actor)).find((one) => one.id === costCentreId)
  if (!costCentre) notFound()
  return (
    <Main>
      <PageHead title={`Change ${costCentre.code}`} back={{ href: '/settings/cost-centres', words: 'Cost centres' }} />
      <FormColumn>
        <CostCentreForm costCentre={costCentre} trustId={actor.trustId} />
      </FormColumn>
    </Main>
  )
}
