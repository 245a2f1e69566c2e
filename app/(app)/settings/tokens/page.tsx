import type { Metadata } from 'next'
import { TokenForm } from '#components/access/token-form.tsx'
import { TokenTable } from '#components/access/token-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { scopesFor } from '#lib/access/scope-choice.rules.ts'
import { pageActor } from '#lib/access/session.ts'
import { tokensFor } from '#lib/access/tokens.queries.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('tokens')
  const [tokens, { saved }] = await Promise.all([tokensFor(actor, systemClock()), searchParams])
  const all = may(actor, 'token.manage')
  return (
    <Main>
      <PageHead
        title="API tokens"
        standfirst="With a token another system acts as you: what you may do, narrowed to what you choose here."
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved saved={saved} words={{ revoked: 'The token is revoked. It works no more.' }} />
      <p className="app-lead">
        <Link href="/help/api">How other systems talk to Tincture</Link>
      </p>
      <Section id="new" title="Make a token" lead="It is shown once. Nobody can read it again, only revoke it.">
        <FormColumn below={false}>
          <TokenForm trustId={actor.trustId} scopes={scopesFor(actor.roles)} />
        </FormColumn>
      </Section>
      <Section id="tokens" title={all ? 'Tokens of the trust' : 'Your tokens'}>
        {tokens.length === 0 ? (
          <EmptyState title="No tokens">A token appears here once you make one.</EmptyState>
        ) : (
          <>
            <TokenTable tokens={tokens} trustId={actor.trustId} everybody={all} />
            <TakeList list="tokens" what="these tokens" />
          </>
        )}
      </Section>
    </Main>
  )
}
