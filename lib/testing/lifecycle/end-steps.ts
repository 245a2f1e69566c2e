import { answerChange } from '#lib/orders/track/answer-change.command.ts'
import { cancelOrder } from '#lib/orders/track/cancel-order.command.ts'
import { closeOrder } from '#lib/orders/track/close-order.command.ts'
import { shortCloseLine } from '#lib/orders/track/short-close-line.command.ts'
import { end } from './answer-steps.ts'
import { closePacks, closeWhenDone, lineIn, type MAsk, type MLine, type MOrder, message, outstanding } from './model.ts'
import { type Against, door, type Seen, type Step, seen, stale, step, versioned } from './step.ts'

function askedAlready(order: MOrder, line: string | null): Against {
  const asked = order.asks.some((one) => one.state === 'asked' && (one.line === line || one.line === null))
  return asked ? ['ASKED_ALREADY'] : []
}

const atOnce = (order: MOrder) =>
  !order.wasSent && ['draft', 'awaiting_approval', 'returned', 'approved'].includes(order.status)

const cancel = step({
  name: 'cancel',
  weight: 3,
  candidates: (model, dice): Seen[] => seen(model, dice),
  against(_model, who, at) {
    const { order } = at
    const against = [...door(who, 'order.cancel'), ...stale(at)]
    if (order.messages.some((one) => one.status === 'needs_checking')) against.push('BEING_SENT')
    if (atOnce(order)) return against
    if (order.status !== 'sent') against.push('WRONG_STATUS')
    if (order.lines.some((line) => line.received > 0)) against.push('GOODS_CAME')
    return [...against, ...askedAlready(order, null)]
  },
  input: (at) => ({ ...versioned(at), reason: 'Not needed' }),
  command: cancelOrder,
  apply(_model, _who, { order }, { how }) {
    if ((how === 'at_once') !== atOnce(order)) throw new Error(`Cancelling went ${how}`)
    if (!atOnce(order)) {
      order.asks.push({ id: '', line: null, packs: 0, state: 'asked' })
      order.messages.push(message(order, 'cancellation', ''))
      return
    }
    order.status = 'cancelled'
    for (const one of order.messages) if (['queued', 'failed'].includes(one.status)) one.status = 'withdrawn'
    for (const one of order.approvals) if (one.state === 'waiting') one.state = 'lapsed'
    for (const line of order.lines) Object.assign(line, { state: 'cancelled', closed: line.packs })
  },
})

type Asked = { order: MOrder; asked: MAsk; answer: 'agreed' | 'refused' }

const answer = step({
  name: 'answer a cancellation',
  weight: 15,
  candidates: (model): Asked[] =>
    model.orders.flatMap((order) =>
      order.asks.flatMap((asked) => [
        { order, asked, answer: 'agreed' as const },
        { order, asked, answer: 'refused' as const },
      ]),
    ),
  against: (_model, who, { asked }) => [
    ...door(who, 'order.cancel'),
    ...(asked.state === 'asked' ? [] : (['CHANGED_MEANWHILE'] as const)),
  ],
  input: ({ order, asked, answer }) => ({ number: order.number, changeId: asked.id, answer, note: '' }),
  command: answerChange,
  apply(_model, _who, { order, asked, answer }) {
    asked.state = answer
    for (const one of order.messages) {
      if (one.subject === asked.id && ['queued', 'failed'].includes(one.status)) one.status = 'withdrawn'
    }
    if (answer === 'refused') return
    if (asked.line !== null) {
      const line = lineIn(order, asked.line)
      const packs = Math.min(asked.packs, outstanding(line))
      if (packs > 0) closePacks(line, packs)
      closeWhenDone(order)
      return
    }
    const came = order.lines.some((line) => line.received > 0)
    for (const line of order.lines) if (outstanding(line) > 0) closePacks(line, outstanding(line))
    const { status } = order
    closeWhenDone(order)
    if (!came && status === 'sent') order.status = 'cancelled'
  },
})

const shortClose = step({
  name: 'short-close',
  weight: 6,
  candidates: (model, dice): (Seen & { line: MLine })[] =>
    seen(model, dice).flatMap((at) => (at.order.lines.length > 0 ? [{ ...at, line: dice.pick(at.order.lines) }] : [])),
  against(_model, who, at) {
    const { order, line } = at
    return [
      ...door(who, 'order.close'),
      ...stale(at),
      ...(order.status === 'sent' ? [] : (['WRONG_STATUS'] as const)),
      ...(outstanding(line) > 0 ? [] : (['NOTHING_OUTSTANDING'] as const)),
      ...(wontCome(order, line) ? [] : askedAlready(order, line.id)),
    ]
  },
  input: (at) => ({ ...versioned(at), lineId: at.line.id, reason: 'It will not come' }),
  command: shortCloseLine,
  apply(_model, _who, { order, line }) {
    end(order, line, { packs: outstanding(line), how: wontCome(order, line) ? 'at once' : 'ask' })
  },
})

/** Whether the supplier's newest word is that no more of the line will come. */
function wontCome(order: MOrder, line: MLine): boolean {
  const newest = order.answers.findLast((one) => one.line === line.id && one.resolution !== 'superseded')
  return newest !== undefined && newest.packs <= line.received
}

const close = step({
  name: 'close',
  weight: 10,
  candidates: (model, dice): Seen[] => seen(model, dice),
  against: (_model, who, at) => [
    ...door(who, 'order.close'),
    ...stale(at),
    ...(at.order.status === 'sent' ? [] : (['WRONG_STATUS'] as const)),
    ...(at.order.lines.some((line) => outstanding(line) > 0) ? (['STILL_OUTSTANDING'] as const) : []),
  ],
  input: versioned,
  command: closeOrder,
  apply: (_model, _who, { order }) => {
    order.status = 'closed'
  },
})

/** How orders end otherwise than by goods. */
export const END_STEPS: Step[] = [cancel, answer, shortClose, close]
