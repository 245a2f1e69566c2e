import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Messages } from '#components/orders/send/messages.tsx'
import { Papers } from '#components/orders/send/papers.tsx'
import { Requisition } from '#components/orders/send/requisition.tsx'
import { Unlicensed } from '#components/orders/send/unlicensed.tsx'
import { StatusTag } from '#components/orders/status-tag.tsx'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { sendHeldOrderAction } from '#lib/orders/send/send.actions.ts'
import { sendPage } from '#lib/orders/send/send.queries.ts'
import { sendSentence } from '#lib/orders/send/send-words.rules.ts'
import { systemClock } from '#lib/values/clock.ts'

type Props = { params: Promise<{ orderNumber: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Sending of order ${(await params).orderNumber}` }
}

export default async function SendOrderPage({ params }: Props) {
  const actor = await pageActor('sendOrder')
  const now = systemClock()
  const page = await sendPage(actor, now, (await params).orderNumber)
  if (!page) notFound()
  const { trustId } = actor
  const { maySend } = page
  const noWay = page.holds.find((hold) => hold.code === 'NO_WAY_TO_SEND')
  const cd = page.requisition !== null || page.holds.some((hold) => hold.code === 'REQUISITION')
  const pending = page.status === 'approved'
  return (
    <Main>
      <PageHead
        back={{ href: `/orders/${page.number}`, words: `Order ${page.number}` }}
        title={`Sending to ${page.supplier.name}`}
        standfirst={sendSentence(page, now)}
        aside={<StatusTag status={page.status} />}
      />
      <Grid>
        <Column span={8}>
          {noWay && (
            <Section
              id="no-way"
              title={noWay.why === 'no_account' ? 'No account with this supplier' : 'No address for orders'}
              lead={`Give the account with ${page.supplier.name} a way to order: e-mail, portal or phone.`}
            >
              <p>
                <Link href={`/suppliers/${page.supplier.id}`}>Open the account with {page.supplier.name}</Link>
              </p>
            </Section>
          )}
          {pending && maySend && (page.ready || noWay) && (
            <div className="app-more">
              <ActionForm
                action={sendHeldOrderAction}
                trustId={trustId}
                version={page.version}
                act={`send-held ${page.number} ${page.version}`}
                hidden={{ number: page.number }}
                label="Send this order"
              >
                <Button kind={page.ready ? 'main' : 'secondary'}>
                  {page.ready ? `Send to ${page.supplier.name}` : 'Check again and send'}
                </Button>
              </ActionForm>
            </div>
          )}
          {cd && pending && (
            <Requisition page={page} trustId={trustId} maySign={may(actor, 'order.sign_requisition')} />
          )}
          {!pending && page.requisition && <Requisition page={page} trustId={trustId} maySign={false} />}
          <Unlicensed page={page} trustId={trustId} mayApprove={may(actor, 'order.approve_unlicensed')} />
          {!pending && page.messages.length === 0 && !page.requisition && (
            <Section id="messages" title="Messages">
              <EmptyState>Nothing has gone to {page.supplier.name}.</EmptyState>
            </Section>
          )}
          <Messages page={page} trustId={trustId} maySend={maySend} now={now} />
        </Column>
        <Column span={4}>
          <Section
            id="peppol"
            title="Peppol"
            lead={
              page.missingForPeppol.length === 0
                ? 'Both sides have what a Peppol order needs. It is kept, and attached to the e-mail: there is no access point here that would carry it.'
                : `${page.supplier.name} gets the PDF only. For a Peppol order this is missing:`
            }
          >
            {page.missingForPeppol.length > 0 && (
              <ul>
                {page.missingForPeppol.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            )}
          </Section>
          {!page.mailServerSet && (
            <Section id="mail" title="E-mail">
              <Note kind="care" lead="No mail server is set.">
                Orders by e-mail are kept in the outgoing folder and reach nobody.{' '}
                {may(actor, 'outgoing.view') && <Link href="/settings/outgoing">See the outgoing folder</Link>}
              </Note>
            </Section>
          )}
        </Column>
      </Grid>
      <Section id="papers" title="Papers">
        <Papers page={page} />
      </Section>
    </Main>
  )
}
