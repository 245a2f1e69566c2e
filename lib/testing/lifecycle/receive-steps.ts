import { decideOverDelivery } from '#lib/orders/receive/decide-over-delivery.command.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import { reverseReceipt } from '#lib/orders/receive/reverse-receipt.command.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { takeBack } from './approve-steps.ts'
import {
  closeWhenDone,
  hasPart,
  keep,
  keeping,
  lineIn,
  type MLine,
  type MOrder,
  type MOver,
  type Model,
  type MReceipt,
  orderOf,
  outstanding,
  type Player,
} from './model.ts'
import { type Against, type Dice, door, type Step, step } from './step.ts'

/** What came of a line, in one batch. */
type Came = { line: string; accepted: number; rejected: number }
type Delivery = { supplier: string; came: Came[]; batch: string }

function cameOf(line: MLine, dice: Dice): Came {
  const open = Math.max(outstanding(line), line.superseded)
  const accepted = dice.pick([open, open, Math.ceil(open / 2), open + 2, 0])
  return { line: line.id, accepted, rejected: accepted === 0 || dice.upTo(5) === 0 ? 1 : 0 }
}

/** Sent before, and now being changed. */
const inChange = (order: MOrder) => order.wasSent && ['awaiting_approval', 'approved'].includes(order.status)

/** Of a change that nobody agreed to yet. */
const proposed = (order: MOrder, line: MLine) =>
  order.wasSent && order.status === 'awaiting_approval' && line.addedIn === order.version

const next = (order: MOrder, line: MLine) =>
  line.state === 'superseded'
    ? order.lines.findLast((one) => one.replaces === line.id && one.state !== 'cancelled')
    : undefined

/** The line on which packs count that were counted for this one. */
function goodsLine(order: MOrder, line: MLine): MLine {
  if (proposed(order, line)) {
    const old = lineIn(order, line.replaces ?? '')
    return old.ampp === line.ampp ? old : line
  }
  const after = next(order, line)
  if (!after || after.ampp !== line.ampp || proposed(order, after) || outstanding(line) > 0) return line
  return goodsLine(order, after)
}

/** Packs that a change hands on, that nobody agreed to, and that did not come as the other pack. */
function held(order: MOrder, line: MLine): number {
  const after = next(order, line)
  if (!after || !proposed(order, after)) return 0
  return Math.max(0, line.superseded - Math.ceil((after.received * after.units) / line.units))
}

const toCome = (order: MOrder, line: MLine) => outstanding({ ...line, closed: line.closed - held(order, line) })

/** Packs come: what a change would have handed on first stays with the line, and the change is about the rest. */
function takeOver(order: MOrder, line: MLine, came: ReadonlyMap<MLine, number>): () => void {
  const waiting = held(order, line)
  const packs = came.get(line) ?? 0
  const back = Math.max(0, Math.min(waiting, packs - outstanding(line)))
  const after = next(order, line)
  const open = after ? Math.max(0, outstanding(after) - (came.get(after) ?? 0)) : 0
  const needed = after ? Math.ceil(((waiting - back) * line.units) / after.units) : 0
  return () => {
    if (after && back > 0) {
      after.closed += open - Math.min(open, needed)
      line.closed -= back
      line.superseded -= back
    }
    line.received += packs
  }
}

/** A change of which nothing is left is over. */
function dropIfMoot(order: MOrder): void {
  const lines = order.lines.filter((line) => proposed(order, line))
  if (lines.length > 0 && lines.every((line) => line.packs <= line.closed)) takeBack(order, 'returned')
}

const receive = step({
  name: 'receive',
  weight: 15,
  candidates(model, dice): Delivery[] {
    const lines = model.orders.flatMap((order) => order.lines.map((line) => ({ order, line })))
    return lines.flatMap(({ order, line }) => {
      const together = lines.filter((other) => other.order.supplier === order.supplier && other.line !== line)
      const also = together.length > 0 && dice.upTo(3) === 0 ? [dice.pick(together).line] : []
      const batch = `${model.run}-${model.deliveries}`
      return [{ supplier: order.supplier, came: [line, ...also].map((one) => cameOf(one, dice)), batch }]
    })
  },
  against(model, who, { came }) {
    const orders = came.map((one) => orderOf(model, one.line))
    return [
      ...door(who, 'order.receive'),
      ...(orders.every((order) => order.status === 'closed' || order.status === 'sent' || inChange(order))
        ? []
        : (['NOT_RECEIVABLE'] as const)),
      ...(orders.some((order) => hasPart(order, who)) ? (['RECEIVER_RAISED'] as const) : []),
    ]
  },
  matters: (model, _who, { came }) =>
    came.some(({ line, accepted }) => {
      const order = orderOf(model, line)
      return accepted > 0 && toCome(order, goodsLine(order, lineIn(order, line))) > 0
    }),
  input({ supplier, came, batch }, world) {
    const expiry = addDays(londonDate(world.clock()), 500)
    return {
      supplierId: world.suppliers[supplier as keyof typeof world.suppliers],
      storeId: world.trusts.RZZ.storeId,
      ...{ deliveryNote: batch, note: '' },
      entries: came.map(({ line, accepted, rejected }) => ({
        ...{ lineId: line, batch, expiry, accepted, rejected, scanned: '', note: '', quarantined: false },
        variance: rejected > 0 ? ('DAMAGED' as const) : null,
        fridgeTenths: 50,
      })),
    }
  },
  command: receiveDelivery,
  apply(model, who, { came }, value) {
    const receipt: MReceipt = { number: value.receiptNumber, accepted: [], overs: [], reversed: false, reversal: false }
    const taken = new Map<MLine, number>()
    for (const { line: id, accepted } of came) {
      const order = orderOf(model, id)
      const line = goodsLine(order, lineIn(order, id))
      const over = Math.max(0, accepted - (toCome(order, line) - (taken.get(line) ?? 0)))
      taken.set(line, (taken.get(line) ?? 0) + accepted - over)
      receipt.accepted.push({ line: line.id, packs: accepted - over })
      if (over > 0) receipt.overs.push({ id: '', line: line.id, packs: over, foundBy: who.id, decision: null })
    }
    const changes = [...taken.keys()].map((line) => takeOver(orderOf(model, line.id), line, taken))
    for (const change of changes) change()
    for (const order of new Set<MOrder>(came.map((one) => orderOf(model, one.line)))) {
      dropIfMoot(order)
      closeWhenDone(order)
    }
    model.receipts.push(receipt)
    model.deliveries += 1
  },
})

const reverse = step({
  name: 'reverse',
  weight: 8,
  candidates: (model): { receipt: MReceipt }[] => model.receipts.map((receipt) => ({ receipt })),
  against: (_model, who, { receipt }) => [
    ...door(who, 'order.reverse_receipt'),
    ...(receipt.reversal ? (['REVERSAL'] as const) : []),
    ...(receipt.reversed ? (['ALREADY_REVERSED'] as const) : []),
    ...(receipt.overs.some((one) => one.decision) ? (['STOCK_MOVED_ON'] as const) : []),
  ],
  input: ({ receipt }) => ({ receiptNumber: receipt.number, reason: 'Counted wrongly' }),
  command: reverseReceipt,
  apply(model, _who, { receipt }, { receiptNumber }) {
    receipt.reversed = true
    for (const over of receipt.overs) over.decision = 'return'
    const accepted = receipt.accepted.map(({ line, packs }) => ({ line, packs: -packs }))
    for (const { line, packs } of accepted) {
      const order = orderOf(model, line)
      const taken = lineIn(order, line)
      taken.received += packs
      if (taken.state === 'short_closed' && packs !== 0) taken.state = 'open'
      if (order.status === 'closed' && packs !== 0) order.status = 'sent'
    }
    model.receipts.push({ number: receiptNumber, accepted, overs: [], reversed: false, reversal: true })
  },
})

const LADDER = ['lead', 'chief', 'director'] as const

/** Who may not keep packs beyond an order: all but those whom the scheme asks for them. */
function againstKeeping(model: Model, who: Player, over: MOver): Against {
  const order = orderOf(model, over.line)
  const line = lineIn(order, over.line)
  const { asks } = keeping(model, order, line, over.packs)
  if (hasPart(order, who)) return ['OWN_ORDER']
  if (line.cd || asks === 'several') return ['EXCESS_GOES_BACK']
  if (asks === null) return []
  const able: readonly string[] = asks === 'pharmacist' ? ['pharmacist', 'chief'] : LADDER.slice(LADDER.indexOf(asks))
  return able.includes(who.role) ? [] : ['NOT_YOURS_TO_KEEP']
}

const decideOver = step({
  name: 'decide on over-delivery',
  weight: 20,
  candidates: (model): { over: MOver; decision: 'keep' | 'return' }[] =>
    model.receipts.flatMap((receipt) =>
      receipt.overs.flatMap((over) => [
        { over, decision: 'keep' as const },
        { over, decision: 'return' as const },
      ]),
    ),
  against: (model, who, { over, decision }) => [
    ...door(who, 'order.decide_over_delivery'),
    ...(over.foundBy === who.id ? (['OWN_COUNT'] as const) : []),
    ...(over.decision ? (['OVER_DECIDED'] as const) : []),
    ...(decision === 'keep' ? againstKeeping(model, who, over) : []),
  ],
  input: ({ over, decision }) => ({ id: over.id, decision, reason: 'Looked at it' }),
  command: decideOverDelivery,
  apply(model, _who, { over, decision }) {
    over.decision = decision
    if (decision === 'return') return
    const order = orderOf(model, over.line)
    keep(model, order, lineIn(order, over.line), over.packs)
  },
})

/** Goods come in, are taken back out of the books, and what is too much is kept or returned. */
export const RECEIVE_STEPS: Step[] = [receive, reverse, decideOver]
