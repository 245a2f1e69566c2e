import type { Metadata } from 'next'
import Link from 'next/link'
import { decisionQueue, todayQueues } from '#components/orders/today-words.tsx'
import { Main } from '#components/shell/main.tsx'
import { SetUpChecklist } from '#components/trusts/set-up-checklist.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Docket } from '#components/ui/docket.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { decisionsFor } from '#lib/orders/approve/waiting.queries.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCounted, formatWeekdayDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Today' }

export default async function TodayPage() {
  const actor = await pageActor('today')
  const now = systemClock()
  const [work, decisions, steps] = await Promise.all([workToday(actor, now), decisionsFor(actor, now), setUpOf(actor)])
  const queues = todayQueues(work, now, decisionQueue(decisions ?? [], now))
  const count = queues.reduce((sum, queue) => sum + queue.count, 0)
  const left = steps.filter((step) => !step.done).length
  return (
    <Main>
      <PageHead
        title="Today"
        standfirst={
          count > 0
            ? `${formatCounted(count, 'thing needs', 'things need')} you.`
            : left > 0
              ? `${formatCounted(left, 'step')} of setting up ${left === 1 ? 'is' : 'are'} left.`
              : 'Nothing needs you now.'
        }
        aside={formatWeekdayDate(londonDate(now))}
        actions={
          may(actor, 'order.raise') && (
            <ButtonLink href="/orders/new" kind={queues.length === 0 ? 'main' : 'secondary'}>
              Raise an order
            </ButtonLink>
          )
        }
      />
      <SetUpChecklist steps={steps} />
      <section className="app-section" aria-label="What needs you">
        {queues.length === 0 ? (
          <EmptyState>
            Nothing is waiting. What needs you appears here as soon as it does.{' '}
            <Link href={may(actor, 'order.view') ? '/orders' : '/settings'}>
              {may(actor, 'order.view') ? 'See all orders' : 'Your settings'}
            </Link>
          </EmptyState>
        ) : (
          <Docket queues={queues} />
        )}
      </section>
    </Main>
  )
}
