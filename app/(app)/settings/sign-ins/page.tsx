import type { Metadata } from 'next'
import { deviceOf, SessionTable } from '#components/access/session-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageSession, sessionIdOfRequest } from '#lib/access/session.ts'
import { endOwnSessionAction } from '#lib/access/sessions/sessions.actions.ts'
import { ownSessions } from '#lib/access/sessions/sessions.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Your sign-ins' }

export default async function SignInsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { actor, trusts } = await pageSession('signIns')
  const [sessions, { done }] = await Promise.all([
    ownSessions((await sessionIdOfRequest()) ?? '', systemClock()),
    searchParams,
  ])
  const others = sessions.filter((one) => !one.thisOne)
  return (
    <Main>
      <PageHead
        title="Your sign-ins"
        standfirst={
          others.length === 0
            ? 'You are signed in here and nowhere else.'
            : `You are signed in here and in ${formatCounted(others.length, 'other place')}. End what you do not know, then change your password.`
        }
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved
        saved={done}
        words={{
          one: 'That sign-in is ended.',
          others: 'Every other sign-in is ended.',
          over: 'It was over already.',
        }}
      />
      <Section id="open" title="Open now" headingHidden>
        <SessionTable
          caption="Your sign-ins"
          sessions={sessions}
          beside={trusts > 1 ? (one) => one.trustName : undefined}
          end={(one, place) =>
            one.thisOne ? (
              'This one'
            ) : (
              <ActionForm
                action={endOwnSessionAction}
                trustId={actor.trustId}
                hidden={{ which: one.id }}
                id={`end-${one.id}`}
                label={`End sign-in ${place}, with ${deviceOf(one)}, last used at ${formatTime(one.seenAt)}`}
              >
                <Button kind="secondary">End</Button>
              </ActionForm>
            )
          }
        />
        {others.length > 1 && (
          <ActionForm
            action={endOwnSessionAction}
            trustId={actor.trustId}
            hidden={{ which: 'others' }}
            id="end-others"
            label="End all others"
          >
            <Button kind="secondary">End all others</Button>
          </ActionForm>
        )}
      </Section>
    </Main>
  )
}
