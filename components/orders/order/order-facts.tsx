import { bothNames, countedLines } from '#components/orders/order/order-words.ts'
import { StatusTag } from '#components/orders/status-tag.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Note } from '#components/ui/note.tsx'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { capital } from '#lib/orders/order/who-words.rules.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import { formatCounted, formatPence, formatPercent } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

/** The facts of an order in a row, and the notes that anybody who reads it must know. */
export function OrderFacts({ order }: { order: OrderPage }) {
  const { money } = order
  const lines = countedLines(order)
  const bought = lines.filter((line) => line.contractState !== 'OFF_CONTRACT')
  const references = referencesOf(bought)
  const instead = referencesOf(lines.filter((line) => line.contractState === 'OFF_CONTRACT'))
  const onContract = lines.filter((line) => line.contractState === 'ON_CONTRACT').length
  return (
    <>
      <Facts
        facts={[
          { label: 'Status', value: <StatusTag status={order.status} headline={order.progress.headline} /> },
          {
            label: 'Supplier',
            value: order.supplier.name,
            more: order.supplier.account ? `Account ${order.supplier.account}` : 'No account number',
          },
          { label: 'Deliver to', value: order.store.name, more: order.store.site },
          {
            label: 'Total ex VAT',
            value: money ? formatPence(money.net) : HIDDEN_WORDS[order.hidden ?? 'role'],
            more: money
              ? `${formatPence(money.gross)} with VAT${money.carriage > 0 ? `, carriage ${formatPence(money.carriage)}` : ''}`
              : order.hidden === 'confidential'
                ? 'Of a patient access scheme: not shown to your role'
                : 'Prices are kept from goods-in',
          },
          {
            label: 'Received',
            value: money
              ? formatPence(pence(money.received - money.back))
              : formatCounted(order.progress.complete, 'line'),
            more: money ? receivedWords(money) : `of ${order.progress.lines} complete`,
          },
          {
            label: 'Contract',
            value:
              lines.length === 1
                ? onContract === 1
                  ? 'On contract'
                  : 'Not on contract'
                : onContract === lines.length
                  ? `All ${formatCounted(lines.length, 'line')}`
                  : `${onContract} of ${formatCounted(lines.length, 'line')}`,
            more: references.join(', ') || (instead.length > 0 ? `Instead of ${instead.join(', ')}` : 'No framework'),
          },
        ]}
      />
      <OrderNotes order={order} />
    </>
  )
}

/** Up to three frameworks that lines name. */
function referencesOf(lines: readonly OrderPage['lines'][number][]): string[] {
  return [...new Set(lines.map((line) => line.contractReference).filter((one) => one !== null))].slice(0, 3)
}

/** The share of the value that came; with what left again taken off, where something did. */
function receivedWords({ net, received, back }: NonNullable<OrderPage['money']>): string {
  const share = `${formatPercent(received - back, net)} of the value`
  return back === 0 ? share : `${share}. ${formatPence(received)} came, ${formatPence(back)} left again`
}

function OrderNotes({ order }: { order: OrderPage }) {
  const retrospective = order.approvals.filter((one) => one.retrospective && one.state === 'waiting')
  const disputed = order.approvals.find((one) => one.retrospective && one.state === 'rejected')
  const comment = order.approvals.find((one) => one.comment !== '' && one.state !== 'waiting')
  const asked = order.changes.filter((one) => one.state === 'asked')
  return (
    <div className="app-stack app-gap">
      {order.emergency && (
        <Note kind="care" lead="Emergency order.">
          “{order.emergencyReason.replace(/\.$/, '')}”.
          {retrospective.map((one) => ` ${capital(one.who.inSentence)} still has to decide on it.`)}
        </Note>
      )}
      {disputed && (
        <Note kind="care" lead={`${bothNames(disputed)} did not agree afterwards.`}>
          {disputed.comment}
        </Note>
      )}
      {comment && !disputed && <Note lead={`${bothNames(comment)}:`}>{comment.comment}</Note>}
      {asked.map((change) => (
        <Note
          kind="care"
          key={change.id}
          lead={`${change.askedBy} asked the supplier to cancel ${change.lineNo === null ? 'the order' : `line ${change.lineNo}`}.`}
        >
          It stands until they answer. {change.reason}
        </Note>
      ))}
      {order.note !== '' && <Note lead="Note:">{order.note}</Note>}
    </div>
  )
}
