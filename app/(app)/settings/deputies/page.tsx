import type { Metadata } from 'next'
import { DeputyTable } from '#components/access/deputy-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { decides } from '#lib/access/deputies/consent.rules.ts'
import { deputisings } from '#lib/access/deputies/deputies.queries.ts'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Away and deputies' }

const SAVED = {
  agreed: 'It is saved, and holds in its time. It ends by itself.',
  asked: 'It is proposed. It holds once the person, or the chief pharmacist or director for them, agrees.',
  consent: 'You agreed. It holds in its time and ends by itself.',
  declined: 'You did not agree. Nothing was handed over.',
  ended: 'It is ended from now on. What was decided before stays decided.',
} as const

export default async function DeputiesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const actor = await pageActor('deputies')
  const now = systemClock()
  const { saved, over } = await searchParams
  const [{ rows: open }, { rows: past, after }] = await Promise.all([
    deputisings(actor, now, 'open'),
    deputisings(actor, now, 'past', over),
  ])
  const asked = open.filter((one) => one.state === 'asked')
  const current = open.filter((one) => one.state === 'running' || one.state === 'to_come')
  const names = decides(actor.roles) || may(actor, 'people.edit')
  return (
    <Main>
      <PageHead
        title="Away and deputies"
        standfirst="Who is away, and who decides in whose place. A deputy never decides more than the person could, never their own orders, and cannot hand it on."
        back={{ href: '/settings', words: 'Settings' }}
        actions={
          names && (
            <ButtonLink href="/settings/deputies/new">
              {decides(actor.roles) ? 'Say that you are away, or name a deputy' : 'Propose a deputy for somebody'}
            </ButtonLink>
          )
        }
      />
      <Saved saved={saved} words={SAVED} />
      {asked.length > 0 && (
        <Section id="asked" title="Waiting for consent">
          <DeputyTable rows={asked} caption="Proposed, and not agreed to yet" trustId={actor.trustId} />
        </Section>
      )}
      <Section id="current" title="Now and to come">
        {current.length === 0 ? (
          <EmptyState>Nobody is away, and nobody has a deputy.</EmptyState>
        ) : (
          <DeputyTable rows={current} caption="Who is away, and who stands in" trustId={actor.trustId} />
        )}
      </Section>
      {past.length > 0 && (
        <Section id="past" title="Over">
          <DeputyTable rows={past} caption="What is over" trustId={actor.trustId} />
          {after && <Link href={`/settings/deputies?over=${after}#past`}>Older ones</Link>}
        </Section>
      )}
      {open.length + past.length > 0 && <TakeList list="deputies" what="all of these" />}
    </Main>
  )
}
