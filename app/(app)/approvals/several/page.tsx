import type { Metadata } from 'next'
import { SeveralForm } from '#components/orders/approve/several-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { approvalKeyOf } from '#lib/orders/approve/decision.schema.ts'
import { type InboxItem, inbox } from '#lib/orders/approve/inbox.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

type Props = { searchParams: Promise<{ order?: string | string[] }> }

export const metadata: Metadata = { title: 'Approve several orders' }

/** The chosen orders once more, with what they come to in all, before they are approved in one act. */
export default async function SeveralApprovalsPage({ searchParams }: Props) {
  const actor = await pageActor('severalApprovals')
  const wanted = new Set([(await searchParams).order ?? []].flat())
  const { mine } = await inbox(actor, systemClock())
  const chosen = mine.filter((one) => wanted.has(approvalKeyOf(one)) && one.gross !== null)
  const total = formatPence(pence(chosen.reduce((sum, one) => sum + (one.gross ?? 0), 0)))
  const gone = wanted.size - chosen.length
  const back = { href: '/approvals', words: 'Approvals' }
  if (wanted.size === 0) {
    return (
      <Main>
        <PageHead back={back} title="Approve several orders" />
        <EmptyState title="No order is chosen">
          Tick the orders that you want to approve together. <Link href="/approvals">Back to approvals</Link>
        </EmptyState>
      </Main>
    )
  }
  return (
    <Main>
      <PageHead
        back={back}
        title={
          chosen.length === 0
            ? 'Approve several orders'
            : `Approve ${formatCounted(chosen.length, 'order')}, ${total} with VAT?`
        }
        standfirst={
          chosen.length === 0
            ? undefined
            : `${whatHappens(chosen)}${
                gone > 0
                  ? ` ${formatCounted(gone, 'chosen order', 'chosen orders')} cannot be approved any more and ${gone === 1 ? 'is' : 'are'} left out.`
                  : ''
              }`
        }
      />
      <div className="app-section">
        <SeveralForm items={chosen} total={total} trustId={actor.trustId} />
      </div>
    </Main>
  )
}

/** What approving sets off: some may have gone already, as emergencies. */
function whatHappens(chosen: readonly InboxItem[]): string {
  const gone = chosen.filter((one) => one.retrospective).length
  if (gone === chosen.length)
    return gone === 1 ? 'It has gone already, as an emergency.' : 'They have gone already, as emergencies.'
  const rest =
    chosen.length - gone === 1
      ? 'It goes to the supplier at once, or waits for whatever still holds it.'
      : 'Each goes to its supplier at once, or waits for whatever still holds it.'
  return gone === 0
    ? rest
    : `${formatCounted(gone, 'order has', 'orders have')} gone already, as ${gone === 1 ? 'an emergency' : 'emergencies'}. Of the ${chosen.length - gone === 1 ? 'other' : 'others'}: ${rest.charAt(0).toLowerCase()}${rest.slice(1)}`
}
