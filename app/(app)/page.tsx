import type { Metadata } from 'next'
import Link from 'next/link'
import { leftWorkQueue } from '#components/access/left-work-queue.tsx'
import { requestQueues } from '#components/access/request-queue.tsx'
import { reviewQueue } from '#components/access/review-queue.tsx'
import { waitingQueue } from '#components/access/waiting-queue.tsx'
import { catalogueQueue } from '#components/contracts/catalogue-queue.tsx'
import { decisionQueue, deputyQueue, endingQueue, todayQueues } from '#components/orders/today-words.tsx'
import { Main } from '#components/shell/main.tsx'
import { addressQueue } from '#components/suppliers/address-queue.tsx'
import { SetUpChecklist } from '#components/trusts/set-up-checklist.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Docket } from '#components/ui/docket.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { requestsFor } from '#lib/access/consent/requests.queries.ts'
import { deputyToday } from '#lib/access/deputies/deputies.queries.ts'
import { waitingAtDirectory } from '#lib/access/directory/directory.queries.ts'
import { may } from '#lib/access/permissions.ts'
import { workLeftBehind } from '#lib/access/person-page.queries.ts'
import { reviewToday } from '#lib/access/review/review.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { cataloguesToDecide } from '#lib/contracts/changes/to-decide.queries.ts'
import { endingFrameworks } from '#lib/contracts/contracts.queries.ts'
import { decisionsFor } from '#lib/orders/approve/waiting.queries.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { addressChangesFor } from '#lib/suppliers/order-address.queries.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { nextStep } from '#lib/trusts/set-up.rules.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCounted, formatWeekdayDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Today' }

export default async function TodayPage() {
  const actor = await pageActor('today')
  const now = systemClock()
  const [work, requests, reviews, decisions, steps, deputies, ending, waiting, addresses, catalogues, leftWork] =
    await Promise.all([
      workToday(actor, now),
      requestsFor(actor, now),
      reviewToday(actor, now),
      decisionsFor(actor, now),
      setUpOf(actor),
      deputyToday(actor, now),
      seesToContracts(actor) ? endingFrameworks(actor, now) : [],
      waitingAtDirectory(actor),
      addressChangesFor(actor),
      cataloguesToDecide(actor),
      workLeftBehind(actor),
    ])
  const queues = [
    ...todayQueues(work, now, decisionQueue(decisions ?? [], now), actor.personId),
    deputyQueue(deputies),
    endingQueue(ending),
    addressQueue(addresses, now),
    catalogueQueue(catalogues, now),
    ...requestQueues(requests, now),
    waitingQueue(waiting, now),
    leftWorkQueue(leftWork),
    reviewQueue(reviews),
  ].filter((queue) => queue !== null)
  const count = queues.reduce((sum, queue) => sum + queue.count, 0)
  const left = steps.filter((step) => !step.done).length
  const next = nextStep(steps)
  return (
    <Main>
      <PageHead
        title="Today"
        standfirst={
          count > 0
            ? `${formatCounted(count, 'thing needs', 'things need')} you.`
            : left > 0
              ? left === steps.length
                ? `Welcome. ${actor.trustName} is empty: set it up here, and the first order can go out today.`
                : `${formatCounted(left, 'step')} of setting up ${left === 1 ? 'is' : 'are'} left.`
              : 'Nothing needs you now.'
        }
        aside={formatWeekdayDate(londonDate(now))}
        actions={
          next ? (
            <ButtonLink href={next.href}>{next.label}</ButtonLink>
          ) : (
            may(actor, 'order.raise') && (
              <ButtonLink href="/orders/new" kind={queues.length === 0 ? 'main' : 'secondary'}>
                Raise an order
              </ButtonLink>
            )
          )
        }
      />
      <SetUpChecklist steps={steps} />
      {(queues.length > 0 || next === null) && (
        <section className="app-section" aria-label="What needs you">
          {queues.length === 0 ? (
            <EmptyState>
              What needs you appears here as soon as it does. <Elsewhere actor={actor} />
            </EmptyState>
          ) : (
            <Docket queues={queues} />
          )}
        </section>
      )}
    </Main>
  )
}

/** Who sees to it that a contract is followed by another: the lead for a trust, the hub for its region. */
function seesToContracts(actor: Actor): boolean {
  return actor.roles.some((role) => role === 'lead' || role === 'hub')
}

/** Where somebody with nothing waiting may want to look. */
function Elsewhere({ actor }: { actor: Actor }) {
  if (may(actor, 'order.view')) return <Link href="/orders">See all orders</Link>
  if (may(actor, 'contract.view')) return <Link href="/contracts">See the contracts</Link>
  return <Link href="/settings">Your settings</Link>
}
