import { holdWords } from '#lib/orders/order/hold-words.rules.ts'
import { backWords, packsBack } from '#lib/orders/order/went-back.rules.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import type { OrderPageLine } from '#lib/orders/track/order-page-lines.queries.ts'
import { formatCounted, formatDateOf, formatDayTime, formatList, formatPence, formatWhen } from '#lib/values/format.ts'

/** The sentence an order's page opens with: how things stand, exceptions first. `maySend`: the reader can place it. */
export function orderSentence(order: OrderPage, now: Date, maySend: boolean): string {
  switch (order.status) {
    case 'draft':
      return `${order.raisedBy} is still writing this order. Nobody has been asked to approve it.`
    case 'awaiting_approval':
      return order.sentAt
        ? `A change waits for ${waitingFor(order)}. ${order.supplier.name} has the order as it was.`
        : `Waiting for ${waitingFor(order)}. Nothing has gone to ${order.supplier.name}.`
    case 'returned':
      return `Returned to ${order.raisedBy} to be changed. Nothing has gone to ${order.supplier.name}.`
    case 'rejected':
      return 'Refused. Nothing was sent, and it cannot be taken up again.'
    case 'approved':
      return approvedSentence(order, maySend)
    case 'sent':
      return `${sentSentence(order, now)}${backSentence(order)}`
    case 'closed':
      return `Closed ${order.closedAt ? formatWhen(order.closedAt, now) : ''}. ${formatCounted(order.progress.complete, 'line')} complete.${backSentence(order)}`
    case 'cancelled':
      return `Cancelled${order.closeReason ? `: ${order.closeReason}` : ''}.`
  }
}

/** What left again after it came, where something did, and whether it was bought again since. */
function backSentence({ lines }: OrderPage): string {
  const back = lines.flatMap((line) => line.wentBack)
  if (back.length === 0) return ''
  const open = back.some((one) => one.again === null)
  return ` ${backWords(back)} after ${packsBack(back) === 1 ? 'it' : 'they'} came${open ? ', not ordered again yet' : ', ordered again since'}.`
}

function waitingFor(order: OrderPage): string {
  const waiting = order.approvals.filter((one) => one.state === 'waiting')
  const names = waiting.map((one) => (one.role === 'lead' ? 'the procurement lead' : WHO[one.role]) ?? one.role)
  return names.length === 0 ? 'approval' : names.join(' and ')
}

const WHO: Record<string, string> = {
  lead: 'the procurement lead',
  chief: 'the chief pharmacist',
  director: 'the director of finance',
  pharmacist: 'a pharmacist',
}

function approvedSentence(order: OrderPage, maySend: boolean): string {
  const latest = order.transmissions.find((one) => one.kind !== 'cancellation' && one.version === order.version)
  if (!latest) {
    if (order.holds.length === 0) return 'Approved, and nothing holds it any more. It is to be sent.'
    return `Approved, but held: it waits for ${formatList(order.holds.map(holdWords))}.`
  }
  if (latest.status === 'failed') return `Approved, but it could not be sent to ${order.supplier.name}.`
  if (latest.status === 'needs_checking') return `It is not known whether ${order.supplier.name} received this order.`
  if (latest.channel !== 'email') {
    const way = latest.channel === 'phone' ? 'by phone' : 'in their portal'
    return maySend
      ? `Approved. Place it with ${order.supplier.name} ${way} and write down when.`
      : `Approved. Procurement has still to place it with ${order.supplier.name}, ${way}.`
  }
  return `Approved and on its way to ${order.supplier.name}.`
}

function sentSentence(order: OrderPage, now: Date): string {
  const supplier = order.supplier.name
  const refused = order.lines.filter((line) => line.progress.state === 'not_available')
  const { lateLines, outstandingPacks, lines, headline } = order.progress
  const outstanding = outstandingValue(order)
  if (refused.length > 0) {
    const [first] = refused
    const what = refused.length === 1 && first ? first.product : formatCounted(refused.length, 'line')
    return `${supplier} cannot supply ${what}. ${outstanding} outstanding.`
  }
  const offered = order.lines.filter((line) => line.progress.state === 'other_pack')
  if (offered.length > 0) {
    const [first] = offered
    const what = offered.length === 1 && first ? first.product : formatCounted(offered.length, 'line')
    return `${supplier} offers another pack of ${what}. ${outstanding} outstanding.`
  }
  if (lateLines > 0) return `${lateWords(lateLines, lines)}. ${outstanding} outstanding.`
  if (headline === 'Received') return 'Everything has come. Nothing is outstanding.'
  if (headline === 'Part received')
    return `${outstanding} still to come on ${formatCounted(order.lines.filter((line) => line.progress.outstanding > 0).length, 'line')}.`
  if (headline === 'Acknowledged')
    return `${supplier} answered ${lines === 1 ? 'the line' : 'every line'}. ${formatCounted(outstandingPacks, 'pack')} to come.`
  if (order.acknowledgedAt && order.version > 1)
    return `Version ${order.version} is with ${supplier}, who answered the one before it. No answer to the change yet.`
  const due = order.answerDueAt
  if (due && due < now) return `${supplier} has not answered; an answer was due ${formatWhen(due, now)}.`
  return `Sent to ${supplier}${order.sentAt ? ` on ${formatDateOf(order.sentAt)}` : ''}. No answer yet.`
}

/** How many lines are late, in words. */
function lateWords(late: number, lines: number): string {
  if (lines === 1) return 'The line is late'
  return late === lines ? `All ${lines} lines are late` : `${late} of ${lines} lines ${late === 1 ? 'is' : 'are'} late`
}

/** The lines that still stand: what another line of the order replaced is told, and not counted. */
export function countedLines(order: Pick<OrderPage, 'lines'>): OrderPageLine[] {
  return order.lines.filter((line) => line.state !== 'superseded')
}

/** Whether the packs of these lines can be added up: all hold the same. */
export function samePacks(lines: readonly OrderPageLine[]): boolean {
  return new Set(lines.map((line) => `${line.unitsMilli} ${line.unitName}`)).size <= 1
}

function outstandingValue(order: OrderPage): string {
  if (!order.money) return formatCounted(order.progress.outstandingPacks, 'pack')
  const left = order.lines.reduce(
    (sum, line) =>
      sum +
      (line.net === null || line.ordered === 0
        ? 0
        : Math.round((line.net * Math.min(line.progress.outstanding, line.ordered)) / line.ordered)),
    0,
  )
  return `${formatPence(left as typeof order.money.net)} of ${formatPence(order.money.net)} ex VAT is`
}

/** An emergency left before anybody agreed: who decided afterwards, and when they really did. */
export function agreedAfterwards(
  approvals: OrderPage['approvals'],
  sent: boolean,
): {
  state: 'part' | 'done'
  when: string
  what: string
} {
  const emergency = sent ? 'Sent as an emergency' : 'Let go as an emergency'
  const waiting = approvals.filter((one) => one.state === 'waiting').length
  if (waiting > 0) return { state: 'part', when: emergency, what: `${formatCounted(waiting, 'decision')} still due` }
  const last = approvals.reduce<Date | null>(
    (latest, one) => (one.decidedAt && (!latest || one.decidedAt > latest) ? one.decidedAt : latest),
    null,
  )
  const refused = approvals.find((one) => one.state === 'rejected')
  const by = [...new Set(approvals.map(bothNames).filter((name) => name !== null))].join(', ')
  return {
    state: refused ? 'part' : 'done',
    when: emergency,
    what: refused
      ? `${bothNames(refused) ?? 'The approver'} did not agree${refused.decidedAt ? `, ${formatDayTime(refused.decidedAt)}` : ''}`
      : `Agreed to afterwards by ${by}${last ? `, ${formatDayTime(last)}` : ''}`,
  }
}

/** Who decided an approval, and in whose place: both names stand on what a deputy decided. Null while nobody has. */
export function bothNames({ by, inPlaceOf }: { by: string | null; inPlaceOf: string | null }): string | null {
  return by !== null && inPlaceOf !== null ? `${by} for ${inPlaceOf}` : by
}
