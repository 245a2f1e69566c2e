import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { HelpWith } from '#components/help/help-with.tsx'
import { ApprovalsList } from '#components/orders/approve/approvals-list.tsx'
import { Decision } from '#components/orders/approve/decision-form.tsx'
import { ChecksTable, CostTable, EarlierTable } from '#components/orders/approve/evidence-tables.tsx'
import { JustDecidedNote } from '#components/orders/approve/just-decided.tsx'
import { SupplyFigure } from '#components/orders/approve/supply.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { pageActor } from '#lib/access/session.ts'
import { type DecisionPage, decisionPage, lastDecision } from '#lib/orders/approve/decision.queries.ts'
import { nextOfferSentence } from '#lib/orders/approve/next-offer.rules.ts'
import { openingSentence } from '#lib/orders/approve/opening.rules.ts'
import { medicineName } from '#lib/orders/approve/projection.rules.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatPence, formatWhen } from '#lib/values/format.ts'

type Props = { params: Promise<{ orderNumber: string }>; searchParams: Promise<{ done?: string }> }

const read = cache((actor: Actor, number: string) => decisionPage(actor, systemClock(), number))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await read(await pageActor('approveOrder'), (await params).orderNumber)
  return { title: page ? heading(page) : 'No such order' }
}

export default async function ApproveOrderPage({ params, searchParams }: Props) {
  const actor = await pageActor('approveOrder')
  const now = systemClock()
  const { orderNumber } = await params
  const { done } = await searchParams
  const [page, just] = await Promise.all([
    read(actor, orderNumber),
    done && done !== orderNumber ? lastDecision(actor, done) : null,
  ])
  if (!page) notFound()
  const { place } = page
  return (
    <Main>
      <Grid>
        <Column span={8}>
          <div className={just ? 'app-stack' : undefined}>
            {just && <JustDecidedNote decided={just} />}
            <PageHead
              back={{ href: '/approvals', words: place ? `Approvals, ${place.at} of ${place.of}` : 'Approvals' }}
              title={heading(page)}
              standfirst={opening(page, now)}
            />
          </div>
          <p className="app-only-small app-more">
            <ButtonLink kind="secondary" href="#decide">
              Go to the decision
            </ButtonLink>
          </p>
          <SupplyFigure supply={page.supply} store={page.store} number={page.number} now={now} />
          <Section id="cost" title="What it costs">
            <CostTable page={page} />
            {page.nextBest && <p className="app-14 app-2 app-more">{nextOfferSentence(page.nextBest)}</p>}
            {page.note && (
              <p className="app-more">
                {page.raisedBy} writes: “{page.note}”
              </p>
            )}
          </Section>
          <Section id="checks" title="What was checked">
            <ChecksTable checks={page.checks} />
          </Section>
          {page.earlier && (
            <Section id="earlier" title={`Last orders of ${medicineName(page.earlier.product)}`}>
              {page.earlier.orders.length === 0 ? (
                <EmptyState>This trust has not ordered it before.</EmptyState>
              ) : (
                <EarlierTable earlier={page.earlier} />
              )}
            </Section>
          )}
          <Section id="approvals" title="Who agrees">
            {page.approvals.length === 0 ? (
              <EmptyState>Nobody has to: it passed by itself.</EmptyState>
            ) : (
              <>
                <ApprovalsList approvals={page.approvals} />
                <HelpWith topic="approve" />
              </>
            )}
          </Section>
        </Column>
        <Column span={4} decision>
          <Decision page={page} trustId={actor.trustId} now={now} />
        </Column>
      </Grid>
    </Main>
  )
}

function heading(page: DecisionPage): string {
  const { money, supplier, mine, whyNot, number } = page
  if (!mine && !whyNot) return `Decided: ${number}`
  const amount = money ? formatPence(money.gross) : 'this order'
  if (!mine) return `${money ? amount : 'An order'} to ${supplier}`
  if (page.change) return `Approve a change of ${number}, now ${amount}?`
  return mine.retrospective ? `Agree to ${amount} to ${supplier}?` : `Approve ${amount} to ${supplier}?`
}

function opening(page: DecisionPage, now: Date): string {
  const { mine, status, submittedBy, supplier, emergencyReason, lines, lineCount, reasons, money } = page
  const went = page.emergency && status !== 'awaiting_approval' && (mine?.retrospective ?? true)
  return openingSentence({
    who: submittedBy,
    supplier,
    lines,
    lineCount,
    reasons,
    change: page.change,
    sent: went ? formatWhen(page.sentAt ?? page.submittedAt, now) : null,
    emergencyReason,
    prices: money !== null,
  })
}
