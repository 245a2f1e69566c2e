import type { Metadata } from 'next'
import { ExceptionTable } from '#components/access/exception-table.tsx'
import { JoiningTable } from '#components/access/joining-table.tsx'
import { PeopleTable } from '#components/access/people-table.tsx'
import { RequestTable } from '#components/access/request-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { requestsFor } from '#lib/access/consent/requests.queries.ts'
import { joiningsFor } from '#lib/access/people.queries.ts'
import { exceptionsFor, listPeople } from '#lib/access/people-list.queries.ts'
import { PEOPLE_VIEWS, type PeopleAddress, type PeopleView, peopleAddress } from '#lib/access/people-list.schema.ts'
import { may } from '#lib/access/permissions.ts'
import { rolesOf } from '#lib/access/roles.rules.ts'
import { ROLE_NAMES, ROLES } from '#lib/access/roles.ts'
import { factorsFor } from '#lib/access/second-factor/second-factor.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('people')
  const asked = await searchParams
  const address = peopleAddress.parse(asked)
  const now = systemClock()
  const [list, requests, joinings, exceptions, factors, steps] = await Promise.all([
    listPeople(actor, now, address),
    requestsFor(actor, now),
    joiningsFor(actor),
    exceptionsFor(actor),
    factorsFor(actor),
    setUpOf(actor),
  ])
  const query = queryOf(address)
  return (
    <Main>
      <PageHead
        title="People"
        standfirst={`${formatCounted(list.counts.here, 'person', 'people')} can sign in at ${actor.trustName}.`}
        back={{ href: '/settings', words: 'Settings' }}
        more={<Link href="/settings/people/reviews">Access reviews</Link>}
        actions={may(actor, 'people.edit') && <ButtonLink href="/settings/people/new">Add a person</ButtonLink>}
      />
      <Saved saved={asked.saved} words={{ left: 'They have left, and are signed out.' }} />
      <SetUpNext steps={steps} />
      {requests.length > 0 && (
        <Section id="requests" title="Waits for consent" lead="What one administrator alone must not do.">
          <RequestTable requests={requests} />
        </Section>
      )}
      <Section id="people" title="People" headingHidden>
        <FilterForm
          action="/settings/people"
          label="Find people"
          apply="Find"
          hidden={address.view === 'here' ? {} : { view: address.view }}
          clear={address.q !== '' || address.role ? hrefOf({ view: address.view }) : undefined}
        >
          <TextInput name="q" label="Name or e-mail address" type="search" defaultValue={address.q} width={20} />
          <Select
            name="role"
            label="Role"
            defaultValue={address.role ?? ''}
            choices={[
              { value: '', label: 'Any role' },
              ...rolesOf(actor.trustKind, ROLES).map((role) => ({ value: role, label: ROLE_NAMES[role] })),
            ]}
          />
        </FilterForm>
        <Chips
          label="People shown"
          chips={(Object.keys(PEOPLE_VIEWS) as PeopleView[]).map((view) => ({
            label: PEOPLE_VIEWS[view],
            href: hrefOf({ ...address, view }),
            count: list.counts[view],
            current: address.view === view,
          }))}
        />
        {list.rows.length === 0 ? (
          <EmptyState title="Nobody is found">Change what you look for, or choose another view.</EmptyState>
        ) : (
          <>
            <PeopleTable list={list} factors={factors} now={now} />
            <TakeList list="people" query={query} what="these people" />
          </>
        )}
      </Section>
      {exceptions.length > 0 && (
        <Section
          id="exceptions"
          title="Exceptions"
          lead="Roles that do not go together, and who holds them all the same. The day after the last one, the second role is withdrawn by itself."
        >
          <ExceptionTable exceptions={exceptions} />
          <TakeList list="role-exceptions" what="these exceptions" />
        </Section>
      )}
      {joinings.length > 0 && (
        <Section
          id="joining"
          title="Asked to join"
          lead="They have an account with another trust, and no role here until they enter their code. To give a new code, add them again."
        >
          <JoiningTable joinings={joinings} />
          <TakeList list="asked-to-join" what="who was asked" />
        </Section>
      )}
    </Main>
  )
}

function queryOf({ q, view, role }: Partial<PeopleAddress>): Record<string, string> {
  return { ...(q ? { q } : {}), ...(view && view !== 'here' ? { view } : {}), ...(role ? { role } : {}) }
}

function hrefOf(address: Partial<PeopleAddress>): string {
  const query = new URLSearchParams(queryOf(address)).toString()
  return query === '' ? '/settings/people' : `/settings/people?${query}`
}
