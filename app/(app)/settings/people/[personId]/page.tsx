import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AskReset } from '#components/access/ask-reset.tsx'
import { RoleBoxes } from '#components/access/role-boxes.tsx'
import { deviceOf, SessionTable } from '#components/access/session-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { resetAskable } from '#lib/access/consent/requests.queries.ts'
import { changeRolesAction, endSessionsAction, leaveTrustAction } from '#lib/access/people.actions.ts'
import { peopleFor } from '#lib/access/people.queries.ts'
import { factorsFor } from '#lib/access/second-factor/second-factor.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { endPersonSessionAction } from '#lib/access/sessions/sessions.actions.ts'
import { sessionsOf } from '#lib/access/sessions/sessions.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatDateOf, formatTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'A person' }

export default async function PersonPage({ params }: { params: Promise<{ personId: string }> }) {
  const actor = await pageActor('person')
  const { personId } = await params
  const person = (await peopleFor(actor)).find((one) => one.id === personId)
  if (!person) notFound()
  const [sessions, factors] = await Promise.all([sessionsOf(actor, personId, systemClock()), factorsFor(actor)])
  const factor = factors.get(personId)
  const { name, email, roles, former } = person
  const askable = former ? '' : await resetAskable(actor, personId, systemClock())
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
      <Section id="roles" title="Roles" lead="They count from the next page that is opened.">
        <ActionForm action={changeRolesAction} {...form} id="change-roles">
          <RoleBoxes kind={actor.trustKind} held={roles} labelHidden />
          <Button>Save roles</Button>
        </ActionForm>
      </Section>
      {!former && (
        <>
          <Section
            id="password"
            title="Password"
            lead="For somebody who forgot theirs or is locked out. A second administrator must agree; each of you hands over one half."
          >
            <AskReset trustId={actor.trustId} personId={personId} name={name} askable={askable} />
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
                end={(one) => (
                  <ActionForm
                    action={endPersonSessionAction}
                    trustId={actor.trustId}
                    hidden={{ personId, sessionId: one.id }}
                    id={`end-${one.id}`}
                    label={`End the sign-in of ${name} with ${deviceOf(one)}, last used at ${formatTime(one.seenAt)}`}
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
            <ActionForm action={leaveTrustAction} {...form} id="leave-trust" label={`${name} has left`}>
              <Button kind="secondary">{`${name} has left`}</Button>
            </ActionForm>
          </Section>
        </>
      )}
    </Main>
  )
}
