import type { Metadata } from 'next'
import { RequestTable } from '#components/access/request-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { requestsFor } from '#lib/access/consent/requests.queries.ts'
import { joiningsFor, peopleFor } from '#lib/access/people.queries.ts'
import { may } from '#lib/access/permissions.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { factorsFor } from '#lib/access/second-factor/second-factor.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('people')
  const [people, requests, joinings, factors, steps, { saved }] = await Promise.all([
    peopleFor(actor),
    requestsFor(actor, systemClock()),
    joiningsFor(actor),
    factorsFor(actor),
    setUpOf(actor),
    searchParams,
  ])
  const edit = may(actor, 'people.edit')
  const here = people.filter((person) => !person.former)
  return (
    <Main>
      <PageHead
        title="People"
        standfirst={`${formatCounted(here.length, 'person', 'people')} can sign in at ${actor.trustName}.`}
        back={{ href: '/settings', words: 'Settings' }}
        actions={edit && <ButtonLink href="/settings/people/new">Add a person</ButtonLink>}
      />
      <Saved
        saved={saved}
        words={{
          roles: 'The roles are saved. They count from the next page on.',
          left: 'They have left, and are signed out.',
          refused: 'You did not agree. Nothing changed; who asked sees why.',
          withdrawn: 'It is taken back. Nothing changed.',
        }}
      />
      <SetUpNext steps={steps} />
      {requests.length > 0 && (
        <Section id="requests" title="Waits for consent" lead="What one administrator alone must not do.">
          <RequestTable requests={requests} />
        </Section>
      )}
      <Section id="people" title="People" headingHidden>
        <Table caption="People of the trust">
          <TableHead>
            <HeadCell>Name</HeadCell>
            <HeadCell>Roles</HeadCell>
            <HeadCell>Second factor</HeadCell>
          </TableHead>
          <TableBody>
            {[...here, ...people.filter((person) => person.former)].map((person) => (
              <Row key={person.id}>
                <RowHead>
                  {edit ? <Link href={`/settings/people/${person.id}`}>{person.name}</Link> : person.name}
                  <Sub>{person.email}</Sub>
                </RowHead>
                <Cell label="Roles">
                  {person.former ? 'Has left' : person.roles.map((role) => ROLE_NAMES[role]).join(', ')}
                </Cell>
                <Cell label="Second factor">{factors.has(person.id) ? 'Yes' : 'No'}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
        <TakeList list="people" what="these people" />
      </Section>
      {joinings.length > 0 && (
        <Section
          id="joining"
          title="Asked to join"
          lead="They have an account with another trust, and no role here until they enter their code. To give a new code, add them again."
        >
          <Table caption="People who were asked to join">
            <TableHead>
              <HeadCell>Name</HeadCell>
              <HeadCell>Roles to come</HeadCell>
              <HeadCell>Code works until</HeadCell>
            </TableHead>
            <TableBody>
              {joinings.map((person) => (
                <Row key={person.personId}>
                  <RowHead>
                    {person.name}
                    <Sub>{person.email}</Sub>
                  </RowHead>
                  <Cell label="Roles to come">{person.roles.map((role) => ROLE_NAMES[role]).join(', ')}</Cell>
                  <Cell label="Code works until">{formatDateTime(person.expiresAt)}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
          <TakeList list="asked-to-join" what="who was asked" />
        </Section>
      )}
    </Main>
  )
}
