import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, ButtonLink, Buttons } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { approveSeveralAction } from '#lib/orders/approve/approve.actions.ts'
import { approvalKeyOf } from '#lib/orders/approve/decision.schema.ts'
import type { InboxItem } from '#lib/orders/approve/inbox.queries.ts'
import { reasonsInShort } from '#lib/orders/order/reason.rules.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'

/**
 * Several orders to be approved in one act: why each came here, what they come to. Stays in place when all of them were
 * decided on, since what became of them is said above it.
 */
export function SeveralForm({
  items,
  total,
  trustId,
}: {
  items: readonly InboxItem[]
  total: string
  trustId: string
}) {
  return (
    <ActionForm
      action={approveSeveralAction}
      trustId={trustId}
      act={`several ${items.map(approvalKeyOf).join(' ')}`}
      label="Approve several orders"
    >
      {items.length === 0 ? <NoneLeft /> : <Chosen items={items} total={total} />}
    </ActionForm>
  )
}

function Chosen({ items, total }: { items: readonly InboxItem[]; total: string }) {
  const count = formatCounted(items.length, 'order')
  return (
    <>
      {items.map(approvalKeyOf).map((key) => (
        <input key={key} type="hidden" name="order" value={key} />
      ))}
      <Table caption="Orders to approve together">
        <TableHead>
          <HeadCell>Order</HeadCell>
          <HeadCell>Why it came to you</HeadCell>
          <HeadCell>Raised by</HeadCell>
          <HeadCell number>Total with VAT</HeadCell>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <Row key={approvalKeyOf(item)}>
              <RowHead>
                <Link href={`/orders/${item.number}/approve`}>{item.supplier}</Link>
                <Sub small>{item.number}</Sub>
              </RowHead>
              <Cell label="Why it came to you">
                {item.retrospective && <b>Emergency, after the act. </b>}
                {reasonsInShort(item.reasons)}
              </Cell>
              <Cell label="Raised by">{item.raisedBy}</Cell>
              <Cell number label="Total with VAT">
                {item.gross === null ? HIDDEN_WORDS.confidential : formatPence(item.gross)}
              </Cell>
            </Row>
          ))}
        </TableBody>
        <TotalsRow>
          <RowHead colSpan={3}>{count}, with VAT</RowHead>
          <Cell number label="Total with VAT">
            {total}
          </Cell>
        </TotalsRow>
      </Table>
      <div className="app-gap">
        <Buttons>
          <Button>{`Approve ${count}, ${total} with VAT`}</Button>
          <ButtonLink kind="secondary" href="/approvals">
            Go back
          </ButtonLink>
        </Buttons>
      </div>
    </>
  )
}

function NoneLeft() {
  return (
    <EmptyState>
      None of the chosen orders waits for you any more. <Link href="/approvals">Back to approvals</Link>
    </EmptyState>
  )
}
