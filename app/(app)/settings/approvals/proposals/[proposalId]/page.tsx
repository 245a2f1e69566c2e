import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ProposalDecision } from '#components/trusts/scheme/proposal-decision.tsx'
import { proposalState } from '#components/trusts/scheme/proposal-table.tsx'
import { RuleChanges } from '#components/trusts/scheme/rule-changes.tsx'
import { TrialSection } from '#components/trusts/scheme/trial-section.tsx'
import { SchemeWords } from '#components/trusts/scheme-words.tsx'
import { Details } from '#components/ui/details.tsx'
import { InsetText } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { proposalPage } from '#lib/orders/scheme/proposal.queries.ts'
import { formatDate, formatDayTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'A change of who must approve' }

export default async function ProposalPage({
  params,
  searchParams,
}: {
  params: Promise<{ proposalId: string }>
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const actor = await pageActor('schemeProposal')
  const [{ proposalId }, { done }] = await Promise.all([params, searchParams])
  const found = await proposalPage(actor, proposalId)
  if (!found) notFound()
  return (
    <Main>
      <PageHead
        title="A change of who must approve"
        standfirst={`${found.proposedBy} proposed it on ${formatDayTime(found.proposedAt)}, to apply from ${formatDate(found.from)}. ${proposalState(found)}.`}
        back={{ href: '/settings/approvals', words: 'Who must approve' }}
      />
      <Saved
        saved={done}
        words={{
          proposed: 'Your change is proposed. It is tried on the last three months now; a second person decides.',
          adopt: 'The change is adopted. Orders in flight keep the version they were submitted under.',
          refuse: 'The change is refused. The scheme stays as it is.',
          withdraw: 'Your change is taken back.',
          tried: 'It is tried once more, on orders as they are now.',
        }}
      />
      <InsetText>{found.reason}</InsetText>
      <Section id="changes" title="What changes" lead={`Against version ${found.basedOn}.`}>
        <RuleChanges ladders={found.ladders} changes={found.changes} />
      </Section>
      <Section
        id="what-if"
        title="What it would have meant"
        lead="Orders as they were submitted, asked again under both schemes by the very rules that decide."
      >
        <TrialSection
          trial={found.trial}
          proposalId={found.id}
          lists={may(actor, 'order.view')}
          again={found.state === 'open' && (may(actor, 'scheme.propose') || may(actor, 'scheme.second'))}
          trustId={actor.trustId}
        />
      </Section>
      {found.state === 'open' && (
        <ProposalDecision proposal={found} seconds={may(actor, 'scheme.second')} trustId={actor.trustId} />
      )}
      <Details summary="The whole scheme as it is proposed">
        <SchemeWords scheme={found.scheme} names={found.names} caption="The scheme as it is proposed" />
      </Details>
    </Main>
  )
}
