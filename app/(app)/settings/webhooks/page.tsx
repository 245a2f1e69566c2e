import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { WebhookForm } from '#components/webhooks/webhook-form.tsx'
import { WebhookTable } from '#components/webhooks/webhook-table.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { webhooksOf } from '#lib/webhooks/webhooks.queries.ts'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage() {
  const actor = await pageActor('webhooks')
  const webhooks = await webhooksOf(actor)
  return (
    <Main>
      <PageHead
        title="Webhooks"
        standfirst="Tincture tells another system what happens, as it happens. Each message is signed."
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Section id="webhooks" title="Webhooks" headingHidden>
        {webhooks.length === 0 ? (
          <EmptyState title="No webhooks">Nobody is told anything yet.</EmptyState>
        ) : (
          <>
            <WebhookTable webhooks={webhooks} />
            <TakeList list="webhooks" what="these webhooks" />
          </>
        )}
      </Section>
      {may(actor, 'webhook.edit') && (
        <Section
          id="new"
          title="Make a webhook"
          lead="Its secret is shown once: the other system checks signatures with it."
        >
          <FormColumn below={false}>
            <WebhookForm trustId={actor.trustId} />
          </FormColumn>
        </Section>
      )}
    </Main>
  )
}
