import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import {
  answerChangeAction,
  cancelOrderAction,
  closeOrderAction,
  shortCloseLineAction,
} from '#lib/orders/track/end.actions.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import type { OrderPageLine } from '#lib/orders/track/order-page-lines.queries.ts'
import { formatCounted, formatDayTime } from '#lib/values/format.ts'

const NOT_SENT = ['draft', 'awaiting_approval', 'returned', 'approved']

/** The ways an order, or what is left of it, can end now; each says what will happen. */
export function EndOrder({ order, trustId, lineId }: { order: OrderPage; trustId: string; lineId?: string }) {
  const asked = order.changes.filter((change) => change.state === 'asked')
  const open = order.lines.filter((line) => line.progress.outstanding > 0)
  const first = open.find((line) => line.id === lineId)
  const lines = first ? [first] : open
  const common = { trustId, version: order.version, hidden: { number: order.number } }
  if (!NOT_SENT.includes(order.status) && order.status !== 'sent') {
    return <EmptyState title="Nothing left to end">This order is over already.</EmptyState>
  }
  if (order.sentAt !== null && order.status !== 'sent') {
    return (
      <EmptyState title="A change of this order is under way">
        {order.supplier.name} has the order as it was. Once the change has been sent or dropped, you can cancel or
        close.
      </EmptyState>
    )
  }
  return (
    <>
      {asked.map((change) => (
        <Section key={change.id} id={`asked-${change.id}`} title={`What did ${order.supplier.name} say?`}>
          <p className="app-lead">
            {change.askedBy} asked on {formatDayTime(change.askedAt)} to cancel{' '}
            {change.lineNo === null
              ? 'the whole order'
              : `${formatCounted(change.packs ?? 0, 'pack')} of line ${change.lineNo}`}
            : {change.reason}
          </p>
          <ActionForm
            className="app-measure"
            action={answerChangeAction}
            {...common}
            hidden={{ number: order.number, changeId: change.id }}
          >
            <Radios
              name="answer"
              label="Their answer"
              options={[
                { value: 'agreed', label: 'They agreed: it will not come' },
                { value: 'refused', label: 'They refused: it will come' },
              ]}
            />
            <Textarea name="note" label="Who said so, and how (optional)" />
            <Button>Record their answer</Button>
          </ActionForm>
        </Section>
      ))}
      {order.status === 'sent' && open.length === 0 && (
        <Section id="close" title="Close the order" lead="Nothing is still to come.">
          <ActionForm className="app-measure" action={closeOrderAction} {...common}>
            <Button>Close order {order.number}</Button>
          </ActionForm>
        </Section>
      )}
      {order.status === 'sent' &&
        lines.map((line) => <CloseLine key={line.id} line={line} order={order} trustId={trustId} />)}
      {!first && order.receipts.length === 0 && (
        <Section
          id="cancel"
          title="Cancel the whole order"
          lead={
            order.status === 'sent'
              ? `${order.supplier.name} is asked to cancel it. It stands until they answer.`
              : 'Nothing has gone to the supplier. It ends at once.'
          }
        >
          <ActionForm className="app-measure" action={cancelOrderAction} {...common}>
            <Textarea name="reason" label="Why" />
            <Button kind="warning">
              {order.status === 'sent' ? `Ask ${order.supplier.name} to cancel` : `Cancel order ${order.number}`}
            </Button>
          </ActionForm>
        </Section>
      )}
    </>
  )
}

function CloseLine({ line, order, trustId }: { line: OrderPageLine; order: OrderPage; trustId: string }) {
  const packs = formatCounted(line.progress.outstanding, 'pack')
  const wontCome = line.answer !== null && line.answer.packs <= line.received
  return (
    <Section
      id={`line-${line.lineNo}`}
      title={`Close ${packs} of ${line.product}`}
      lead={
        wontCome
          ? `${order.supplier.name} said it will not come. The remainder is closed at once.`
          : `${order.supplier.name} is asked to cancel it. The line stays open until they answer.`
      }
    >
      <ActionForm
        className="app-measure"
        action={shortCloseLineAction}
        trustId={trustId}
        version={order.version}
        hidden={{ number: order.number, lineId: line.id }}
      >
        <Textarea name="reason" label="Why" />
        <Button kind="secondary">
          {wontCome ? `Close ${packs}` : `Ask ${order.supplier.name} to cancel ${packs}`}
        </Button>
      </ActionForm>
    </Section>
  )
}
