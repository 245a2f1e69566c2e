import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { SchemeWords } from '#components/trusts/scheme-words.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { schemeFor } from '#lib/orders/approve/scheme-page.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'

export const metadata: Metadata = { title: 'Who must approve' }

export default async function ApprovalSchemePage() {
  const actor = await pageActor('approvalScheme')
  const found = await schemeFor(actor, londonDate(systemClock()))
  if (!found) notFound()
  return (
    <Main>
      <PageHead
        title="Who must approve"
        standfirst={`Version ${found.version} of the scheme of delegation. Nobody approves an order that they raised or changed.`}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Section
        id="scheme"
        title="Rules"
        lead="Amounts are with VAT and count all orders to the same supplier on the same day. An order keeps the version it was submitted under."
      >
        <SchemeWords scheme={found.scheme} names={found.names} />
      </Section>
    </Main>
  )
}
