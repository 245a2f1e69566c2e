import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FactorSetUp } from '#components/access/factor-set-up.tsx'
import { Main } from '#components/shell/main.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { nextPath } from '#lib/access/next-path.rules.ts'
import { setUpAtSignInAction } from '#lib/access/second-factor/at-sign-in.actions.ts'
import { factorView } from '#lib/access/second-factor/second-factor.queries.ts'
import { halfSignIn } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Set up your second factor' }

export default async function SetUpPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const half = await halfSignIn('set-up')
  const [view, asked] = await Promise.all([factorView(half, systemClock()), searchParams])
  if (view.kind !== 'proposed') redirect('/sign-in')
  return (
    <Shell>
      <Main>
        <PageHead
          title="Set up your second factor"
          standfirst="Your trust asks for a code of your phone beside your password. It takes two minutes, once."
        />
        <div className="app-section">
          <FactorSetUp action={setUpAtSignInAction} trustId="" next={nextPath(asked.next)} shown={view} />
        </div>
      </Main>
    </Shell>
  )
}
