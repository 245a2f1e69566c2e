import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AskReset } from '#components/access/ask-reset.tsx'
import { CorrectForms } from '#components/access/correct-forms.tsx'
import { HandOverForm } from '#components/access/hand-over.tsx'
import { LeavingForms } from '#components/access/leaving.tsx'
import { PersonRecord } from '#components/access/person-record.tsx'
import { RolesForm } from '#components/access/roles-form.tsx'
import { deviceOf, SessionTable } from '#components/access/session-table.tsx'
import { hasWork } from '#components/access/work-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pairWords } from '#lib/access/conflicts/conflict-words.rules.ts'
import { requestsFor, resetAskable } from '#lib/access/consent/requests.queries.ts'
import { endSessionsAction } from '#lib/access/people.actions.ts'
import { may } from '#lib/access/permissions.ts'
import { personPage } from '#lib/access/person-page.queries.ts'
import { askForDataAction } from '#lib/access/personal-data/data.actions.ts'
import { factorsFor } from '#lib/access/second-factor/second-factor.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { endPersonSessionAction } from '#lib/access/sessions/sessions.actions.ts'
import { sessionsOf } from '#lib/access/sessions/sessions.queries.ts'
import { rolesInWords } from '#lib/access/sites/roles-words.rules.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatDate, formatDateOf, formatDateTime, formatTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'A person' }

export default async function PersonPage({
  params,
  searchParams,
}: {
  params: Promise<{ personId: string }>
  searchParams: Promise<Record<string, string>>
}) {
  const actor = await pageActor('person')
  const [{ personId }, { saved }] = await Promise.all([params, searchParams])
  const page = await personPage(actor, personId, systemClock())
  if (!page) notFound()
  const { person, exceptions, limits, sites, record } = page
  const { name, email, former } = person
  const edit = may(actor, 'people.edit')
  const askable = former || !edit ? '' : await resetAskable(actor, personId, systemClock())
  const [sessions, factors] = await Promise.all([sessionsOf(actor, personId, systemClock()), factorsFor(actor)])
  const factor = factors.get(personId)
  const asked = edit ? await requestsFor(actor, systemClock()) : []
  const waits = asked.find((one) => one.personId === personId && one.kind === 'reset' && one.stand === 'waiting')
  const form = { trustId: actor.trustId, hidden: { personId } }
  return (
    <Main>
      <PageHead
        title={name}
        standfirst={
          former
            ? `${email}. Has left; new roles let them back in.`
            : `Signs in as ${email}, ${factor ? `with a second factor since ${formatDateOf(factor)}` : 'without a second factor'}.`
        }
        back={{ href: '/settings/people', words: 'People' }}
      />
      <Saved
        saved={saved}
        words={{
          roles: 'The roles are saved. They count from the next page on.',
          name: 'The name is saved. It stands everywhere from now on, and they are told.',
          email: 'The e-mail address is saved. They are signed out, and told at both addresses.',
          leaving: 'The day is set.',
          stays: 'They stay.',
          handed: 'Their work is handed over.',
        }}
      />
      {exceptions.map((one) => (
        <Note
          key={`${one.role} ${one.beside}`}
          kind="care"
          lead={`${pairWords([one.beside, one.role])} by exception until ${formatDate(one.until)}.`}
        >
          On the day after, {rolesInWords([one.role])} is withdrawn by itself. Save the same roles with a new reason and
          a later day to ask for longer.
        </Note>
      ))}
      <Section
        id="roles"
        title="Roles"
        lead={edit ? 'They count from the next page that is opened.' : rolesInWords(person.roles, limits, sites)}
      >
        {edit && <RolesForm trustId={actor.trustId} kind={actor.trustKind} page={page} />}
      </Section>
      {edit && !former && (
        <>
          <Section
            id="password"
            title="Password"
            lead="For somebody who forgot theirs, is locked out, or lost the phone with their second factor, which goes with it, as do their API tokens. A second administrator must agree; each of you hands over one half."
          >
            {waits ? (
              <Note lead={`${waits.mine ? 'You' : waits.askedBy} asked for one already.`}>
                It waits for another administrator until {formatDateTime(waits.expiresAt)}.{' '}
                <Link href={`/settings/people/requests/${waits.id}`}>Open the request</Link>
              </Note>
            ) : (
              <AskReset trustId={actor.trustId} personId={personId} name={name} askable={askable} />
            )}
          </Section>
          <Section
            id="sessions"
            title="Signed in"
            lead={
              sessions.length === 0
                ? 'They are not signed in at the moment.'
                : 'For a lost telephone or a computer that was left open.'
            }
          >
            {sessions.length > 0 && (
              <SessionTable
                caption={`Where ${name} is signed in`}
                sessions={sessions}
                end={(one, place) => (
                  <ActionForm
                    action={endPersonSessionAction}
                    trustId={actor.trustId}
                    hidden={{ personId, sessionId: one.id }}
                    id={`end-${one.id}`}
                    label={`End sign-in ${place} of ${name}, with ${deviceOf(one)}, last used at ${formatTime(one.seenAt)}`}
                  >
                    <Button kind="secondary">End</Button>
                  </ActionForm>
                )}
              />
            )}
            <ActionForm action={endSessionsAction} {...form} id="end-sessions" label={`Sign ${name} out`}>
              <Button kind="secondary">Sign them out everywhere</Button>
            </ActionForm>
          </Section>
          <Section id="leave" title="Leaving" lead="They can no longer sign in here. What they did keeps their name.">
            <LeavingForms trustId={actor.trustId} page={page} />
          </Section>
        </>
      )}
      {edit && former && hasWork(page.work) && (
        <Section
          id="left-behind"
          title="Work left behind"
          lead="Nobody has taken it over. Standing orders are not made until somebody does."
        >
          <HandOverForm trustId={actor.trustId} page={page} />
        </Section>
      )}
      {edit && (
        <Section id="correct" title="Name and e-mail address" lead="As they want them. They are told by e-mail.">
          <CorrectForms trustId={actor.trustId} person={person} />
        </Section>
      )}
      {edit && (
        <Section
          id="data"
          title="Everything kept about them"
          lead={
            former
              ? 'For a request under data protection law: they can no longer take it themselves. A ZIP, made among your files; that you asked for it goes on their record.'
              : 'They take it themselves, under Settings, Your data. Nobody else can while they work here.'
          }
        >
          {former && (
            <ActionForm action={askForDataAction} {...form} id="ask-for-data" label={`Everything kept about ${name}`}>
              <Button kind="secondary">Make the file</Button>
            </ActionForm>
          )}
        </Section>
      )}
      <Section id="record" title="Record" lead="Who gave them what, and when.">
        <PersonRecord record={record} personId={personId} />
      </Section>
    </Main>
  )
}
