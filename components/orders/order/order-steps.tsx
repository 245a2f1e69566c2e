import { agreedAfterwards, bothNames } from '#components/orders/order/order-words.ts'
import { type Step, Steps } from '#components/ui/steps.tsx'
import { STEPS, type Step as Verb } from '#lib/orders/lifecycle.ts'
import { backWords } from '#lib/orders/order/went-back.rules.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import { formatCounted, formatDayTime } from '#lib/values/format.ts'

/** Where an order is, drawn from the lifecycle itself. */
export function OrderSteps({ order }: { order: OrderPage }) {
  return (
    <Steps label="Where this order is" steps={STEPS.map(({ verb, title }) => ({ name: title, ...HOW[verb](order) }))} />
  )
}

const over = (order: OrderPage) => ['rejected', 'cancelled'].includes(order.status)

const HOW: Record<Verb, (order: OrderPage) => Omit<Step, 'name'>> = {
  raise: (order) => ({
    state: order.submittedAt && order.status !== 'returned' ? 'done' : 'part',
    when: order.status === 'returned' ? 'To be changed' : formatDayTime(order.submittedAt ?? order.raisedAt),
    what: order.raisedBy,
  }),
  approve: (order) => {
    if (order.status === 'returned') return returnedStep(order)
    if (order.status === 'rejected')
      return { state: 'stopped', when: 'Refused', what: order.approvals.at(-1)?.by ?? 'Not known' }
    const afterwards = order.approvals.filter((one) => one.retrospective)
    if (order.approvedAt && order.emergency && afterwards.length > 0 && order.status !== 'awaiting_approval')
      return agreedAfterwards(afterwards, order.sentAt !== null)
    if (order.approvedAt && order.status !== 'awaiting_approval') {
      const by = order.approvals.map(bothNames).filter((name) => name !== null)
      const what = order.autoPassed
        ? 'On contract, within limit: none needed'
        : by.join(', ') || (order.version > 1 ? 'Agreed to before' : 'Decision still due')
      return { state: 'done', when: formatDayTime(order.approvedAt), what }
    }
    const open = order.approvals.filter((one) => one.state === 'waiting').length
    if (over(order)) return { state: 'stopped', when: 'Not needed any more' }
    return {
      state: order.status === 'awaiting_approval' ? 'part' : 'open',
      when: open > 0 ? `${formatCounted(open, 'decision')} open` : 'Not asked yet',
    }
  },
  send: (order) => {
    const latest = order.transmissions.find((one) => one.kind !== 'cancellation')
    if (order.sentAt) {
      const left = order.transmissions.find((one) => one.kind !== 'cancellation' && one.version === order.version)
      return {
        state: 'done',
        when: formatDayTime(left?.sentAt ?? order.sentAt),
        what: ['awaiting_approval', 'approved'].includes(order.status)
          ? `Version ${order.version} has not left yet`
          : `${CHANNEL[latest?.channel ?? ''] ?? 'Sent'}, version ${order.version}`,
      }
    }
    if (over(order)) return { state: 'stopped', when: 'Not sent' }
    if (order.status !== 'approved') return { state: 'open', when: 'Not yet' }
    return { state: 'part', when: latest ? (SENDING[latest.status] ?? 'Waiting') : 'Held' }
  },
  acknowledge: (order) => {
    const { answered, lines } = order.progress
    if (answered > 0) {
      const when = order.acknowledgedAt ? formatDayTime(order.acknowledgedAt) : 'Goods came first'
      return {
        state: answered === lines ? 'done' : 'part',
        when,
        what: `${answered} of ${formatCounted(lines, 'line')} answered`,
      }
    }
    if (over(order)) return { state: 'stopped', when: 'Not needed any more' }
    if (order.acknowledgedAt && order.version > 1)
      return {
        state: 'part',
        when: formatDayTime(order.acknowledgedAt),
        what: `Version ${order.version} not answered yet`,
      }
    return { state: 'open', when: order.answerDueAt ? `Due ${formatDayTime(order.answerDueAt)}` : 'Not yet' }
  },
  receive: (order) => {
    const [newest] = order.receipts
    const { complete, lines } = order.progress
    const back = order.lines.flatMap((line) => line.wentBack)
    if (newest) {
      return {
        state: lines > 0 && complete === lines ? 'done' : 'part',
        when: formatDayTime(newest.receivedAt),
        what: `${complete} of ${formatCounted(lines, 'line')} complete${back.length > 0 ? `. ${backWords(back)}` : ''}`,
      }
    }
    return over(order) || order.status === 'closed'
      ? { state: 'stopped', when: 'Nothing came' }
      : { state: 'open', when: 'Nothing yet' }
  },
}

/** A returned order is with whoever raised it: what was agreed to before no longer counts, and nobody is asked now. */
function returnedStep({ approvals }: OrderPage): Omit<Step, 'name'> {
  const by = approvals.find((one) => one.state === 'returned')
  const when = by?.decidedAt ? `Returned ${formatDayTime(by.decidedAt)}` : 'Returned'
  return {
    state: 'open',
    when,
    what: by?.by ? `${bothNames(by)}. Asked again once it is submitted` : 'Asked again once it is submitted',
  }
}

const CHANNEL: Record<string, string> = { email: 'By e-mail', phone: 'By phone', portal: 'On their portal' }
const SENDING: Record<string, string> = {
  queued: 'Waiting to be sent',
  sending: 'Being sent',
  failed: 'Could not be sent',
  needs_checking: 'Needs checking',
}
