import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DemoButton } from '#components/access/demo-button.tsx'
import { DirectoryButtons } from '#components/access/directory-buttons.tsx'
import { SignInForm } from '#components/access/sign-in-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { SignInPanel } from '#components/shell/sign-in-panel.tsx'
import { Note } from '#components/ui/note.tsx'
import { DEMO_SIGN_INS, demoPassword } from '#lib/access/demo.ts'
import { directoryChoice } from '#lib/access/directory/directory.queries.ts'
import { nextPath } from '#lib/access/next-path.rules.ts'
import { currentSession } from '#lib/access/session.ts'
import { wordsFor } from '#lib/refusal-words.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const asked = await searchParams
  const next = nextPath(asked.next)
  if (await currentSession()) redirect(next)
  const demo = demoPassword() !== null
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name].slice(0, 100) : undefined)
  const choice = await directoryChoice({ odsCode: text('trust'), domain: text('domain') })
  return (
    <Shell>
      <Main>
        {asked.signedOut !== undefined && <Note lead="You are signed out." />}
        {(asked.failed !== undefined || asked.error !== undefined) && (
          <Note kind="care" lead="That did not sign you in.">
            Try again with your e-mail address and password.
          </Note>
        )}
        {asked.directory !== undefined && (
          <DirectoryNote code={asked.directory === 'full' ? 'DIRECTORY_FULL' : 'DIRECTORY_FAILED'} />
        )}
        <SignInPanel
          other={choice.any ? <DirectoryButtons trusts={choice.trusts} next={next} /> : undefined}
          form={<SignInForm next={next} />}
          demo={demo ? DEMO_SIGN_INS : undefined}
          demoAct={(person) => <DemoButton person={person} next={next} />}
          demoSays="Everything here is invented except the names of medicines."
        />
      </Main>
    </Shell>
  )
}

/** Why somebody who comes back from their trust's directory is not signed in, and who can help. */
function DirectoryNote({ code }: { code: 'DIRECTORY_FULL' | 'DIRECTORY_FAILED' }) {
  const { title, message } = wordsFor({ code })
  return (
    <Note kind="care" lead={`${title}.`}>
      {message}
    </Note>
  )
}
