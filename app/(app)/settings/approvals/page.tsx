import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { ProposalTable } from '#components/trusts/scheme/proposal-table.tsx'
import { SchemeWords } from '#components/trusts/scheme-words.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { schemePage } from '#lib/orders/scheme/proposal.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Who must approve' }

export default async function ApprovalSchemePage() {
  const actor = await pageActor('approvalScheme')
  const found = await schemePage(actor, londonDate(systemClock()))
  if (!found) notFound()
  const { inForce, toCome, names, proposals } = found
  const open = proposals.find((one) => one.state === 'open')
  return (
    <Main>
      <PageHead
        title="Who must approve"
        standfirst={`Version ${inForce.version} of the scheme of delegation. Nobody approves an order that they raised or changed.`}
        back={{ href: '/settings', words: 'Settings' }}
        actions={
          may(actor, 'scheme.propose') && !open ? (
            <ButtonLink href="/settings/approvals/change">Propose a change</ButtonLink>
          ) : undefined
        }
      />
      {open && (
        <Note
          kind="care"
          lead={`${open.mine ? 'You' : open.proposedBy} propose${open.mine ? '' : 's'} a change, to apply from ${formatDate(open.from)}.`}
        >
          <Link href={`/settings/approvals/proposals/${open.id}`}>
            {may(actor, 'scheme.second') && !open.mine
              ? 'See what it would mean, and decide'
              : 'See what it would mean'}
          </Link>
        </Note>
      )}
      {toCome && (
        <Note lead={`Version ${toCome.version} applies from ${formatDate(toCome.from)}.`}>
          What is submitted before keeps version {inForce.version}.
        </Note>
      )}
      <Section
        id="scheme"
        title="Rules"
        lead="Amounts are with VAT and count all orders to the same supplier together. An order keeps the version it was submitted under."
      >
        <SchemeWords scheme={inForce.scheme} names={names} />
      </Section>
      {proposals.length > 0 && (
        <Section id="proposals" title="Changes that were proposed">
          <ProposalTable proposals={proposals} />
        </Section>
      )}
    </Main>
  )
}
