import type { Metadata } from 'next'
import { PasswordForm } from '#components/access/password-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageSession } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Change your password' }

export default async function PasswordPage() {
  const { actor, email, oneTime } = await pageSession('changePassword')
  return (
    <Main>
      <PageHead
        title={oneTime ? 'Choose your own password' : 'Change your password'}
        standfirst={
          oneTime
            ? 'The password you were given opens nothing but this page. Everything else opens once you have your own.'
            : 'Wherever else you are signed in, you will be signed out.'
        }
        back={oneTime ? undefined : { href: '/settings', words: 'Settings' }}
      />
      <div className="app-section">
        <PasswordForm trustId={actor.trustId} email={email} oneTime={oneTime} />
      </div>
    </Main>
  )
}
