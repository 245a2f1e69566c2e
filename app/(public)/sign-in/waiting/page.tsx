import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'

export const metadata: Metadata = { title: 'Waiting for your administrator' }

export default function WaitingPage() {
  return (
    <Shell>
      <Main>
        <PageHead
          title="Waiting for your administrator"
          standfirst="Your trust’s directory knows you; Tincture does not yet. An administrator of your trust has to say who you are here and what you may do."
        />
        <div className="app-section">
          <p>
            Tell them that you have signed in. They find you under Settings, Directory of the trust. Then sign in again.
          </p>
          <p>
            <Link href="/sign-in">Sign in</Link>
          </p>
        </div>
      </Main>
    </Shell>
  )
}
