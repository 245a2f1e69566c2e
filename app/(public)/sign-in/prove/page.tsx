import type { Metadata } from 'next'
import { CodeInput } from '#components/access/code-input.tsx'
import { Main } from '#components/shell/main.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { proveAccountAction } from '#lib/access/directory/at-sign-in.actions.ts'
import { nextPath } from '#lib/access/next-path.rules.ts'
import { factorView } from '#lib/access/second-factor/second-factor.queries.ts'
import { halfSignIn } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Show that this is your account' }

export default async function ProvePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const half = await halfSignIn('prove')
  const [view, asked] = await Promise.all([factorView(half, systemClock()), searchParams])
  return (
    <Shell>
      <Main>
        <PageHead
          title="Show that this is your account"
          standfirst={`Your administrator has joined you to ${half.email}. Enter the password you used for it until now, this once; from then on your trust’s sign-in is enough.`}
        />
        <div className="app-section app-stack">
          <ActionForm action={proveAccountAction} trustId="" id="prove" hidden={{ next: nextPath(asked.next) }}>
            <TextInput
              name="password"
              label="Password in Tincture"
              type="password"
              autoComplete="current-password"
              width={20}
            />
            {view.kind === 'on' && <CodeInput label="Code of your app, or a recovery code" recovery />}
            <Button>Go on</Button>
          </ActionForm>
          <p>If you have forgotten it, ask your administrator for a new one-time password and enter that.</p>
        </div>
      </Main>
    </Shell>
  )
}
