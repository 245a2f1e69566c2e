import type { Metadata } from 'next'
import { CodeInput } from '#components/access/code-input.tsx'
import { Main } from '#components/shell/main.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { nextPath } from '#lib/access/next-path.rules.ts'
import { enterCodeAction } from '#lib/access/second-factor/at-sign-in.actions.ts'
import { halfSignIn } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Enter your code' }

export default async function CodePage({ searchParams }: { searchParams: Promise<Record<string, string | string[]>> }) {
  const { email } = await halfSignIn('code')
  const next = nextPath((await searchParams).next)
  return (
    <Shell>
      <Main>
        <PageHead title="Enter your code" standfirst={`The password for ${email} was right. One more step.`} />
        <div className="app-section app-stack">
          <ActionForm action={enterCodeAction} trustId="" id="code" hidden={{ next }}>
            <CodeInput label="Code" hint="The six digits that your authenticator app shows now" recovery />
            <Button>Sign in</Button>
          </ActionForm>
          <Details summary="I do not have my phone">
            <p>Enter one of your recovery codes instead, like abcd-efgh-jkmn. Each works once.</p>
            <p>
              If you have none left, ask your administrator for a new one-time password: it takes your second factor
              away.
            </p>
          </Details>
          <p>
            <Link href="/sign-in">Start again</Link>
          </p>
        </div>
      </Main>
    </Shell>
  )
}
