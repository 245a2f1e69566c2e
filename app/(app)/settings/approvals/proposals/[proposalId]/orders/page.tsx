import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { proposalPage, type TrialFilter, trialOrders } from '#lib/orders/scheme/proposal.queries.ts'
import type { TrialChange } from '#lib/orders/scheme/trial.rules.ts'
import { formatDayTime, formatPence } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Orders behind a change of who must approve' }

const CHANGES: Record<TrialChange, string> = {
  more: 'These would have needed more.',
  less: 'These would have needed less.',
  other: 'These would have needed others.',
  same: 'These would have needed the same.',
}

export default async function TrialOrdersPage({
  params,
  searchParams,
}: {
  params: Promise<{ proposalId: string }>
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const actor = await pageActor('schemeTrial')
  const [{ proposalId }, asked] = await Promise.all([params, searchParams])
  const change = asked.change && asked.change in CHANGES ? (asked.change as TrialChange) : undefined
  const filter: TrialFilter = { now: asked.now, next: asked.next, change, after: asked.after }
  const proposal = await proposalPage(actor, proposalId)
  if (!proposal) notFound()
  const found = await trialOrders(actor, proposalId, filter)
  const rows = found?.rows ?? []
  const back = `/settings/approvals/proposals/${proposalId}`
  const says = change
    ? CHANGES[change]
    : found?.words
      ? `${asked.now === undefined ? 'Under the proposed scheme' : 'Under the scheme in force'}: ${found.words}.`
      : 'Every order that was looked at.'
  return (
    <Main>
      <PageHead
        title="Orders behind the numbers"
        standfirst={says}
        back={{ href: back, words: 'The change that is proposed' }}
      />
      {rows.length === 0 ? (
        <EmptyState title="No orders to show">
          {found
            ? 'None of the orders that were looked at is among these.'
            : 'Your role does not see orders, or nothing was tried yet.'}
        </EmptyState>
      ) : (
        <Table caption="Orders, the newest first">
          <TableHead>
            <HeadCell>Order</HeadCell>
            <HeadCell>In force</HeadCell>
            <HeadCell>Proposed</HeadCell>
            <HeadCell number>With VAT</HeadCell>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <Row key={row.id}>
                <RowHead>
                  <Link href={`/orders/${row.number}`}>{row.number}</Link>
                  <Sub small>
                    {row.supplier}, {formatDayTime(row.submittedAt)}
                  </Sub>
                </RowHead>
                <Cell label="In force">{row.now}</Cell>
                <Cell label="Proposed">{row.next}</Cell>
                <Cell number label="With VAT">
                  {row.gross === null ? HIDDEN_WORDS.confidential : formatPence(row.gross)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {rows.length > 0 && (
        <TakeList
          list="scheme-trial"
          query={{ proposal: proposalId, now: asked.now, next: asked.next, change }}
          what="these orders"
        />
      )}
      {found?.after && (
        <p>
          <Link href={`${back}/orders?${new URLSearchParams(onwards(asked, found.after))}`}>Older orders</Link>
        </p>
      )}
    </Main>
  )
}

function onwards(asked: Record<string, string | undefined>, after: string): Record<string, string> {
  const kept = ['now', 'next', 'change'].flatMap((name) => {
    const value = asked[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), after }
}
