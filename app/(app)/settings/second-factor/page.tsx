import type { Metadata } from 'next'
import { CodeInput } from '#components/access/code-input.tsx'
import { FactorSetUp } from '#components/access/factor-set-up.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import {
  confirmSecondFactorAction,
  removeSecondFactorAction,
  renewRecoveryCodesAction,
  startSecondFactorAction,
} from '#lib/access/second-factor/second-factor.actions.ts'
import { factorView } from '#lib/access/second-factor/second-factor.queries.ts'
import { pageSession } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Second factor' }

export default async function SecondFactorPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { actor, email, how } = await pageSession('secondFactor')
  const { done } = await searchParams
  const view = await factorView({ personId: actor.personId ?? '', email }, systemClock())
  const { trustId } = actor
  return (
    <Main>
      <PageHead title="Second factor" standfirst={standfirstOf(view)} back={{ href: '/settings', words: 'Settings' }} />
      <Saved
        saved={done}
        words={{ removed: 'Your second factor is taken away. Wherever else you were signed in, you are signed out.' }}
      />
      {how === 'directory' ? (
        <Note lead="You signed in by your trust’s directory, which asks for a second factor itself.">
          To set one up for your Tincture password, sign in with that first.
        </Note>
      ) : view.kind === 'none' ? (
        <div className="app-section">
          <ActionForm action={startSecondFactorAction} trustId={trustId} id="start">
            <Button>Set up an authenticator app</Button>
          </ActionForm>
        </div>
      ) : view.kind === 'proposed' ? (
        <Section
          id="app"
          title="Your authenticator app"
          lead="Wherever else you are signed in, you will be signed out."
        >
          <FactorSetUp action={confirmSecondFactorAction} trustId={trustId} shown={view} />
        </Section>
      ) : (
        <>
          <Section
            id="codes"
            title="Recovery codes"
            lead={`For the day you do not have your phone. You have ${formatCounted(view.codesLeft, 'code')} left; each works once.`}
          >
            <ActionForm
              action={renewRecoveryCodesAction}
              trustId={trustId}
              id="renew-codes"
              label="Make new recovery codes"
            >
              <CodeInput label="Code of your app" />
              <Button kind="secondary">Make new recovery codes</Button>
            </ActionForm>
          </Section>
          <Section
            id="remove"
            title="Another phone, or none"
            lead="Take the second factor away, then set it up again on the new phone. Where your trust asks for one, you are led to that at once."
          >
            <ActionForm action={removeSecondFactorAction} trustId={trustId} id="remove-factor" label="Take it away">
              <CodeInput label="Code of your app, or a recovery code" recovery />
              <Button kind="secondary">Take my second factor away</Button>
            </ActionForm>
          </Section>
        </>
      )}
    </Main>
  )
}

function standfirstOf(view: Awaited<ReturnType<typeof factorView>>): string {
  switch (view.kind) {
    case 'none':
      return 'A code of your phone beside your password: whoever learns your password still cannot sign in as you.'
    case 'proposed':
      return 'Three steps, two minutes.'
    case 'on':
      return `Since ${formatDateTime(view.since)} you are asked for a code of your app after your password.`
  }
}
