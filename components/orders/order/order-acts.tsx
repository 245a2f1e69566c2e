import { ButtonLink } from '#components/ui/button.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { isAtSupplier } from '#lib/orders/order/order.status.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'

type Act = { href: string; words: string; main: boolean }

/** What this person can do with this order now; the first of them is the main one. */
export function OrderActs({ order, actor }: { order: OrderPage; actor: Actor }) {
  const acts = actsOf(order, actor)
  return acts.map((act, index) => (
    <ButtonLink key={act.href} href={act.href} kind={act.main && index === 0 ? 'main' : 'secondary'}>
      {act.words}
    </ButtonLink>
  ))
}

/** Whether this person raised, submitted or changed the order: then somebody else books it in. */
export function isOwn(order: Pick<OrderPage, 'raisers'>, actor: Actor): boolean {
  return actor.personId !== null && order.raisers.includes(actor.personId)
}

/** The acts in the order of the journey. Whether one is allowed in the end is decided by its command. */
export function actsOf(order: OrderPage, actor: Actor): Act[] {
  const at = (step: string) => `/orders/${order.number}/${step}`
  const acts: Act[] = []
  const open = order.approvals.some((one) => one.state === 'waiting')
  if ((order.status === 'draft' || order.status === 'returned') && order.padId && may(actor, 'order.raise')) {
    acts.push({
      href: `/orders/new/${order.padId}`,
      words: order.status === 'draft' ? 'Go on writing' : 'Change and submit again',
      main: true,
    })
  }
  if (open && (may(actor, 'order.approve') || may(actor, 'order.approve_clinical'))) {
    acts.push({ href: at('approve'), words: 'Decide', main: true })
  }
  const [latest] = order.transmissions
  const unsent = order.status === 'approved'
  if (unsent && (may(actor, 'order.send') || may(actor, 'order.sign_requisition'))) {
    acts.push({ href: at('send'), words: latest ? 'See sending' : 'See what holds it', main: true })
  }
  if (order.status === 'sent') {
    const answers = order.lines.some((line) => line.answer?.open)
    if (may(actor, 'order.acknowledge')) {
      acts.push({
        href: at('acknowledge'),
        words: answers ? 'Deal with the answer' : 'Record an answer',
        main: answers || order.progress.answered === 0,
      })
    }
    acts.push({ href: at('send'), words: 'Sending', main: false })
  }
  const books = isAtSupplier(order) && order.progress.outstandingPacks > 0 && !isOwn(order, actor)
  if (books && may(actor, 'order.receive')) {
    acts.push({ href: at('receive'), words: 'Book in', main: order.status === 'sent' })
  }
  const beingChanged = order.sentAt !== null && order.status !== 'sent'
  const ends = !beingChanged && ['draft', 'awaiting_approval', 'returned', 'approved', 'sent'].includes(order.status)
  if (ends && may(actor, 'order.cancel'))
    acts.push({ href: at('end'), words: order.status === 'sent' ? 'Cancel or close' : 'Cancel', main: false })
  return acts.sort((a, b) => Number(b.main) - Number(a.main))
}
