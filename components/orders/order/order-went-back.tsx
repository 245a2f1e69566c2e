import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { backWords, packsBack, valueOfPacks } from '#lib/orders/order/went-back.rules.ts'
import { copyOrderAction } from '#lib/orders/raise/raise.actions.ts'
import { isVariance, VARIANCE_NAMES } from '#lib/orders/receive/variance.rules.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import type { OrderPageLine } from '#lib/orders/track/order-page-lines.queries.ts'
import { formatDate, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

/** What came and left again from quarantine: how many packs, when, why, who decided, the credit, and a way on. */
export function OrderWentBack({
  order,
  trustId,
  linked,
  mayRaise,
}: {
  order: OrderPage
  trustId: string
  linked: boolean
  mayRaise: boolean
}) {
  const all = order.lines.flatMap((line) => line.wentBack.map((back) => ({ line, back })))
  if (all.length === 0) return null
  const open = all.some(({ back }) => back.again === null)
  return (
    <Section id="went-back" title="Left again after they came">
      <div className="app-stack app-gap">
        {all.map(({ line, back }) => (
          <Note kind={back.again === null ? 'care' : 'know'} key={back.id} lead={leadOf(line, back)}>
            {detailOf(line, back)}{' '}
            {linked ? <Link href={`/deliveries/${back.receiptNumber}`}>{back.receiptNumber}</Link> : back.receiptNumber}
            {back.again !== null && (
              <>
                . Ordered again since: <Link href={`/orders/${back.again}`}>{back.again}</Link>
              </>
            )}
          </Note>
        ))}
      </div>
      {open && <p className="app-2 app-gap">The receipt stands, so these packs do not come again by themselves.</p>}
      {open && mayRaise && (
        <ActionForm
          action={copyOrderAction}
          trustId={trustId}
          act={`copy-back ${order.number}`}
          hidden={{ number: order.number, only: 'went_back' }}
          label="Order again what left"
        >
          <Button kind="secondary">Order these packs again</Button>
        </ActionForm>
      )}
    </Section>
  )
}

type Back = OrderPageLine['wentBack'][number]

function leadOf(line: OrderPageLine, back: Back): string {
  return `${line.product}: ${backWords([back])} on ${formatDate(back.on)}.`
}

function detailOf(line: OrderPageLine, back: Back): string {
  const what = back.variance !== null && isVariance(back.variance) ? `${VARIANCE_NAMES[back.variance]}. ` : ''
  const value = line.net === null ? '' : ` of ${formatPence(pence(valueOfPacks(line, packsBack([back]))))} ex VAT`
  const credit =
    back.outcome === 'return' ? `A credit note${value} is to come.` : `Ask whether a credit note${value} is due.`
  return `${back.by} decided. ${what}${back.reason.replace(/[.\s]*$/, '')}. ${credit}`
}
