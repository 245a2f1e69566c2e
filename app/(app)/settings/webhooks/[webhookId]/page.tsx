import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { DeliveryTable } from '#components/webhooks/delivery-table.tsx'
import { standOf } from '#components/webhooks/webhook-table.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { eventTypeWords } from '#lib/events/event.rules.ts'
import { formatCounted } from '#lib/values/format.ts'
import { startWebhookAction, stopWebhookAction } from '#lib/webhooks/webhooks.actions.ts'
import { webhookById } from '#lib/webhooks/webhooks.queries.ts'

export const metadata: Metadata = { title: 'A webhook' }

export default async function WebhookPage({
  params,
  searchParams,
}: {
  params: Promise<{ webhookId: string }>
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const actor = await pageActor('webhook')
  const [{ webhookId }, { saved, after }] = await Promise.all([params, searchParams])
  const found = await webhookById(actor, webhookId, after)
  if (!found) notFound()
  const { webhook, deliveries, keptDays } = found
  const edit = may(actor, 'webhook.edit')
  const form = { trustId: actor.trustId, hidden: { webhookId } }
  return (
    <Main>
      <PageHead
        title={webhook.name}
        standfirst={`${webhook.url}. ${standOf(webhook)}.`}
        back={{ href: '/settings/webhooks', words: 'Webhooks' }}
      />
      <Saved
        saved={saved}
        words={{
          stopped: 'The webhook is stopped.',
          started: 'The webhook is started. What happened meanwhile is told first.',
          replayed: 'It is on its way again. Open this page again to see what came of it.',
        }}
      />
      {webhook.stoppedWhy === 'failing' && (
        <Note kind="care" lead="The webhook was stopped after three days of failures.">
          Nothing is lost: what happened meanwhile is told once it is started again.
        </Note>
      )}
      <Section
        id="deliveries"
        title="Deliveries"
        lead={`Of every event it was told, each attempt with what was answered. What is over is kept for ${formatCounted(keptDays, 'day')}.`}
      >
        {deliveries.length === 0 ? (
          <EmptyState title="Nothing told yet">Deliveries appear here some seconds after something happens.</EmptyState>
        ) : (
          <>
            <DeliveryTable deliveries={deliveries} trustId={actor.trustId} edit={edit} />
            <TakeList list="webhook-deliveries" query={{ webhook: webhookId }} what="these deliveries" />
          </>
        )}
        {found.after !== null && (
          <p className="app-2">
            <Link href={`/settings/webhooks/${webhookId}?after=${found.after}`}>Older deliveries</Link>
          </p>
        )}
      </Section>
      <Section id="types" title="What it is told">
        <ul>
          {webhook.types.map((type) => (
            <li key={type}>
              {eventTypeWords(type)} <span className="app-2">{type}</span>
            </li>
          ))}
        </ul>
      </Section>
      {edit && (
        <Section id="run" title={webhook.stoppedAt ? 'Start it again' : 'Stop it'}>
          {webhook.stoppedAt ? (
            <ActionForm action={startWebhookAction} {...form} id="start-webhook" label="Start the webhook">
              <Button>Start the webhook</Button>
            </ActionForm>
          ) : (
            <ActionForm action={stopWebhookAction} {...form} id="stop-webhook" label="Stop the webhook">
              <Button kind="secondary">Stop the webhook</Button>
            </ActionForm>
          )}
        </Section>
      )}
    </Main>
  )
}
