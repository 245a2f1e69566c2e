import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RoleBoxes } from '#components/access/role-boxes.tsx'
import { SiteBoxes } from '#components/access/site-boxes.tsx'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import {
  admitFromDirectoryAction,
  joinFromDirectoryAction,
  refuseFromDirectoryAction,
} from '#lib/access/directory/directory.actions.ts'
import { joinablePeople, waitingAtDirectory } from '#lib/access/directory/directory.queries.ts'
import { siteChoices } from '#lib/access/person-page.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { formatDateOf, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Let somebody in' }

export default async function WaitingPersonPage({ params }: { params: Promise<{ waitingId: string }> }) {
  const actor = await pageActor('directoryWaiting')
  const { waitingId } = await params
  const [waiting, here, sites] = await Promise.all([
    waitingAtDirectory(actor),
    joinablePeople(actor),
    siteChoices(actor),
  ])
  const one = waiting.find(({ id }) => id === waitingId)
  if (!one) notFound()
  const form = { trustId: actor.trustId, hidden: { waitingId } }
  const name = one.name || 'Somebody'
  return (
    <Main>
      <PageHead
        title={`Let ${one.name || 'somebody'} in?`}
        standfirst="The directory says who they are there. Who they are here, and what they may do, you decide."
        back={{ href: '/settings/directory', words: 'Directory of the trust' }}
      />
      <Section id="claims" title="What the directory says">
        <SummaryList
          rows={[
            { label: 'Name', value: one.name || 'None' },
            { label: 'E-mail address', value: emailWords(one) },
            { label: `Known there as (${one.claim})`, value: one.subject },
            { label: 'Directory', value: one.issuer },
            { label: 'Came first', value: formatDateTime(one.firstAt) },
            { label: 'Came last', value: formatDateTime(one.lastAt) },
          ]}
        />
      </Section>
      {one.refusedAt ? (
        <Note lead={`Refused ${formatDateOf(one.refusedAt)}.`}>
          They cannot ask again for as long as they keep trying.
        </Note>
      ) : (
        <>
          <Section
            id="join"
            title="They are in your list"
            lead="They show once, by the password they have here, that the account is theirs. An e-mail address alone proves nothing."
          >
            <ActionForm action={joinFromDirectoryAction} {...form} id="join-waiting" label={`Join ${name} to a person`}>
              <Select
                name="personId"
                label="Person"
                placeholder="Choose the person"
                choices={here.map((person) => ({ value: person.id, label: `${person.name}, ${person.email}` }))}
              />
              <Button kind="secondary">Join them</Button>
            </ActionForm>
          </Section>
          <Section
            id="admit"
            title="They are new"
            lead="They sign in by the directory only, and have no password here."
          >
            <ActionForm action={admitFromDirectoryAction} {...form} id="admit-waiting" label={`Add ${name}`}>
              <TextInput name="name" label="Name" defaultValue={one.name} autoComplete="off" />
              <TextInput name="email" label="E-mail address" type="email" defaultValue={one.email} autoComplete="off" />
              <RoleBoxes kind={actor.trustKind} />
              <SiteBoxes sites={sites} />
              <Button>Let them in</Button>
            </ActionForm>
          </Section>
          <Section id="refuse" title="You do not know them">
            <ActionForm
              action={refuseFromDirectoryAction}
              {...form}
              id="refuse-waiting"
              label={`Do not let ${name} in`}
            >
              <Button kind="secondary">Do not let them in</Button>
            </ActionForm>
          </Section>
        </>
      )}
    </Main>
  )
}

function emailWords({ email, verified }: { email: string; verified: boolean }): string {
  if (email === '') return 'None'
  return verified
    ? `${email}, checked by the directory`
    : `${email}, not checked by the directory: anybody may have written it`
}
