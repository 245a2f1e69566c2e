import type { Metadata } from 'next'
import { DeputyForm } from '#components/access/deputy-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { deputyChoices } from '#lib/access/deputies/deputies.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'

export const metadata: Metadata = { title: 'Name a deputy' }

export default async function NewDeputyPage() {
  const actor = await pageActor('newDeputy')
  const choices = await deputyChoices(actor)
  const own = choices.persons[0]?.id === actor.personId
  return (
    <Main>
      <PageHead
        title={own ? 'Away, or a deputy' : 'Propose a deputy'}
        standfirst={
          own
            ? 'While you are away, what comes to you goes to whom you name. Both names stand on every decision.'
            : 'It holds once the person agrees, or the chief pharmacist or director for them.'
        }
        back={{ href: '/settings/deputies', words: 'Away and deputies' }}
      />
      {choices.persons.length === 0 ? (
        <EmptyState>Nobody here decides approvals.</EmptyState>
      ) : (
        <FormColumn>
          <DeputyForm trustId={actor.trustId} {...choices} today={londonDate(systemClock())} me={actor.personId} />
        </FormColumn>
      )}
    </Main>
  )
}
