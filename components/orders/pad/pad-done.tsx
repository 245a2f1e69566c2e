import Link from 'next/link'
import { StatusTag } from '#components/orders/status-tag.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, ButtonLink, Buttons } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import { capital, stepsInWords } from '#lib/orders/order/who-words.rules.ts'
import type { ClosedPad, SubmittedOrder } from '#lib/orders/raise/submitted.queries.ts'
import { formatCounted, formatWhen } from '#lib/values/format.ts'
import { amountWords } from './pad-words.ts'

/** What became of a pad: each order with its reference and what happens next. */
export function PadDone({
  pad,
  trustId,
  reopen,
  now,
}: {
  pad: ClosedPad
  trustId: string
  reopen: FormAction
  now: Date
}) {
  const submitted = pad.orders.filter((order) => order.status !== 'cancelled' && order.status !== 'draft')
  const when = pad.closedAt ? formatWhen(pad.closedAt, now) : ''
  const none = submitted.length === 0
  const returned = submitted.filter((order) => order.status === 'returned').length
  return (
    <>
      <PageHead
        back={{ href: '/orders', words: 'Orders' }}
        title={
          none
            ? 'This order pad was deleted'
            : returned > 0
              ? `${formatCounted(returned, 'order')} returned to be changed`
              : `${formatCounted(submitted.length, 'order')} submitted`
        }
        standfirst={none ? `${pad.closedBy} deleted it, ${when}.` : `Submitted by ${pad.closedBy}, ${when}.`}
      />
      {pad.orders.map((order) => (
        <Section key={order.number} id={order.number} title={order.number}>
          <p>
            <StatusTag status={order.status} /> {order.supplier}, {formatCounted(order.lines, 'line')},{' '}
            {amountWords(order.gross)}
            {order.gross === null ? '' : ' with VAT'}. <Link href={`/orders/${order.number}`}>See {order.number}</Link>
          </p>
          <p>{nextWords(order, now)}</p>
          {order.status === 'returned' && (
            <ActionForm
              action={reopen}
              trustId={trustId}
              act={`reopen ${order.number} ${order.version}`}
              hidden={{ number: order.number, version: String(order.version) }}
              label={`Change ${order.number}`}
            >
              <Button>Change {order.number} and submit it again</Button>
            </ActionForm>
          )}
        </Section>
      ))}
      <div className="app-section">
        <Buttons>
          <ButtonLink href="/orders/new" kind="secondary">
            Raise another order
          </ButtonLink>
          <ButtonLink href="/orders" kind="secondary">
            Go to the orders
          </ButtonLink>
        </Buttons>
      </div>
    </>
  )
}

function nextWords(order: SubmittedOrder, now: Date): string {
  const asked = order.waitsFor.filter((one) => !one.retrospective)
  const afterwards = order.waitsFor.filter((one) => one.retrospective)
  const later = afterwards.map((one) => {
    const by = one.dueAt ? ` by ${formatWhen(one.dueAt, now)}` : ''
    return ` ${capital(one.who.inSentence)} agrees afterwards${by}.`
  })
  const who = stepsInWords(
    asked.map((one) => ({
      ...one,
      who: { ...one.who, inSentence: `${one.who.inSentence} (${one.why.toLowerCase()})` },
    })),
  )
  switch (order.status) {
    case 'awaiting_approval':
      return `Next: ${who} must agree. You are told when it is decided.`
    case 'approved':
      return `${order.autoPassed ? 'On contract and within your limit. ' : ''}${sendingWords(order)}${later.join('')}`
    case 'returned':
      return 'It was returned. Change it and submit it again.'
    case 'rejected':
      return 'It was rejected. Nothing is sent.'
    case 'cancelled':
      return 'It was cancelled. Its number is not used again.'
    case 'sent':
      return `Sent to ${order.supplier}.${later.join('')}`
    default:
      return 'Open it to see how it stands.'
  }
}

function sendingWords(order: SubmittedOrder): string {
  if (order.channel === 'email') return `Next: it goes to ${order.supplier} by e-mail in the next minutes.`
  if (order.channel !== null)
    return `Next: somebody gives it to ${order.supplier} by ${order.channel} and records that.`
  if (order.kind === 'cd') return 'Next: a pharmacist signs the requisition; it is sent then.'
  if (order.kind === 'unlicensed') return 'Next: a pharmacist gives the approval number; it is sent then.'
  return 'Next: something holds it. Open it to see what.'
}
