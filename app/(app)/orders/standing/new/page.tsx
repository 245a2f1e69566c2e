import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BesideStandings, KnowingBox } from '#components/orders/templates/beside-standing.tsx'
import { RhythmFields } from '#components/orders/templates/rhythm-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { startStandingAction } from '#lib/orders/raise/standing/standing.actions.ts'
import { buyers } from '#lib/orders/raise/standing/standing.queries.ts'
import { templateView } from '#lib/orders/raise/templates/templates.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Make a standing order' }

export default async function NewStandingPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newStanding')
  const { template: id = '' } = await searchParams
  const template = isUuid(id) ? await templateView(actor, id) : null
  if (!template) notFound()
  return (
    <Main>
      <PageHead
        back={{ href: `/orders/templates/${id}`, words: template.name }}
        title="Make a standing order"
        standfirst={`On its days, from tomorrow, Tincture drafts “${template.name}” in the order pad of whoever reviews it. It never submits anything.`}
      />
      <FormColumn>
        <ActionForm
          action={startStandingAction}
          trustId={actor.trustId}
          hidden={{ templateId: id }}
          label="Make a standing order"
        >
          <BesideStandings others={template.standing} />
          <RhythmFields ownerId={actor.personId ?? ''} buyers={await buyers(actor)} />
          <KnowingBox others={template.standing} />
          <Button>Start the standing order</Button>
        </ActionForm>
      </FormColumn>
    </Main>
  )
}
