import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { nextPath } from '#lib/access/next-path.rules.ts'
import { putCodesAwayAction } from '#lib/access/second-factor/second-factor.actions.ts'
import { codesOfRequest, pageActor } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Your recovery codes' }

export default async function RecoveryCodesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('recoveryCodes')
  const [codes, { next }] = await Promise.all([codesOfRequest(), searchParams])
  if (codes.length === 0) {
    return (
      <Main>
        <PageHead
          title="Your recovery codes"
          standfirst="They are shown once, when they are made. Make new ones where you no longer have them."
          back={{ href: '/settings/second-factor', words: 'Second factor' }}
        />
      </Main>
    )
  }
  return (
    <Main>
      <PageHead
        title="Keep your recovery codes"
        standfirst="Your second factor is set up. On the day you do not have your phone, one of these lets you in instead; each works once. They are shown only now."
      />
      <div className="app-section">
        <ul className="app-codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <p>Print this page or write them down, and keep them where you would keep a key, not on the phone itself.</p>
        <ActionForm
          action={putCodesAwayAction}
          trustId={actor.trustId}
          id="kept"
          hidden={next === undefined ? undefined : { next: nextPath(next) }}
        >
          <Button>I have kept them</Button>
        </ActionForm>
      </div>
    </Main>
  )
}
