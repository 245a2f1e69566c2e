import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { StandingTable } from '#components/orders/templates/standing-table.tsx'
import { MoreLines, TemplateHead } from '#components/orders/templates/template-head.tsx'
import { TemplateLines } from '#components/orders/templates/template-lines.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { padChoices } from '#lib/orders/raise/pads.queries.ts'
import {
  fillFromTemplateAction,
  removeTemplateAction,
  saveTemplateAction,
} from '#lib/orders/raise/templates/templates.actions.ts'
import { templateView } from '#lib/orders/raise/templates/templates.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatWhen } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

type Props = { params: Promise<{ templateId: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Template' }

const SAVED = { '1': 'The template is saved.', back: 'The template is back.' }

export default async function TemplatePage({ params, searchParams }: Props) {
  const actor = await pageActor('template')
  const { templateId } = await params
  const template = isUuid(templateId) ? await templateView(actor, templateId) : null
  if (!template) notFound()
  const choices = await padChoices(actor, template)
  if (!choices.ok) notFound()
  const { id, version, standing } = template
  const by = `Last changed by ${template.changedBy}, ${formatWhen(template.changedAt, systemClock())}`
  return (
    <Main>
      <PageHead
        back={{ href: '/orders/templates', words: 'Templates and standing orders' }}
        title={template.name}
        standfirst={`${formatCounted(template.lines.length, 'line')}. ${template.shared ? 'Shared with everybody who raises orders.' : 'Only you see it.'} ${by}.`}
        actions={
          <>
            <ActionForm
              action={fillFromTemplateAction}
              trustId={actor.trustId}
              act={`fill ${id}`}
              hidden={{ templateId: id }}
              label="Fill an order pad"
            >
              <Button>Fill an order pad</Button>
            </ActionForm>
            <ButtonLink href={`/orders/standing/new?template=${id}`} kind="secondary">
              Make it a standing order
            </ButtonLink>
          </>
        }
      />
      <Saved saved={(await searchParams).saved} words={SAVED} />
      {standing.length > 0 && (
        <Section id="standing" title="Standing orders of it">
          <StandingTable rows={standing} />
        </Section>
      )}
      <Section id="change" title="Change it">
        <ActionForm
          action={saveTemplateAction}
          trustId={actor.trustId}
          version={version}
          hidden={{ templateId: id }}
          label="Change the template"
        >
          <Grid>
            <Column span={5}>
              <TemplateHead head={template} choices={choices.value} mine={template.mine} />
            </Column>
            <Column span={7}>
              <TemplateLines lines={template.lines} />
              <MoreLines label="More lines (optional)" />
            </Column>
          </Grid>
          <Button kind="secondary">Save the template</Button>
        </ActionForm>
      </Section>
      <Section id="remove" title="Remove it">
        <ActionForm
          action={removeTemplateAction}
          trustId={actor.trustId}
          version={version}
          hidden={{ templateId: id }}
          label="Remove the template"
        >
          <p>You can bring it back afterwards.</p>
          <Button kind="secondary">Remove this template</Button>
        </ActionForm>
      </Section>
    </Main>
  )
}
