import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MoreLines, TemplateHead } from '#components/orders/templates/template-head.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { padChoices } from '#lib/orders/raise/pads.queries.ts'
import { makeTemplateAction } from '#lib/orders/raise/templates/templates.actions.ts'
import { templateSource } from '#lib/orders/raise/templates/templates.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Make a template' }

export default async function NewTemplatePage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newTemplate')
  const { order, pad } = await searchParams
  if (pad !== undefined && !isUuid(pad)) notFound()
  const from = order === undefined && pad === undefined ? undefined : await templateSource(actor, { order, pad })
  if (from === null) notFound()
  const choices = await padChoices(actor)
  if (!choices.ok) notFound()
  return (
    <Main>
      <PageHead
        back={{ href: '/orders/templates', words: 'Templates and standing orders' }}
        title="Make a template"
        standfirst={
          from
            ? `Of the packs and quantities of ${from.what}. Prices are not kept: they are those of the day it is used.`
            : 'A named list of packs and quantities. Prices are not kept: they are those of the day it is used.'
        }
      />
      <FormColumn>
        <ActionForm
          action={makeTemplateAction}
          trustId={actor.trustId}
          hidden={{ ...(order ? { order } : {}), ...(pad ? { pad } : {}) }}
          label="Make a template"
        >
          <TemplateHead head={from ?? {}} choices={choices.value} mine />
          <MoreLines label={from ? 'More lines (optional)' : 'Lines'} />
          <Button>Make the template</Button>
        </ActionForm>
      </FormColumn>
    </Main>
  )
}
