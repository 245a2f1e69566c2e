import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { approveUnlicensed } from '#lib/orders/send/approve-unlicensed.command.ts'
import { recordManualSending } from '#lib/orders/send/record-manual-sending.command.ts'
import { resendOrder } from '#lib/orders/send/resend-order.command.ts'
import { sendHeldOrder } from '#lib/orders/send/send-held-order.command.ts'
import { sendOrder } from '#lib/orders/send/send-order.job.ts'
import { claimSending, markHandedOver, recordRefusal, recordUnknown } from '#lib/orders/send/sending.store.ts'
import { settleTransmission } from '#lib/orders/send/settle-transmission.command.ts'
import { signRequisition } from '#lib/orders/send/sign-requisition.command.ts'
import { writeRequisition } from '#lib/orders/send/write-requisition.command.ts'
import { ok } from '#lib/result.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import type { World } from '../a-trust.ts'
import { closeWhenDone, hasPart, isHeld, type MMessage, type MOrder, type Model, queue } from './model.ts'
import { type Against, door, type Seen, type Step, seen, stale, step, versioned } from './step.ts'

type At = { order: MOrder; message: MMessage }

const messages = (model: Model): At[] =>
  model.orders.flatMap((order) => order.messages.map((message) => ({ order, message })))

/** What a command is told of a message. */
const about = ({ order, message }: At) => ({ number: order.number, transmissionId: message.id })

/** Whether a message that waits would still be right when it leaves. */
function isDue({ order, message }: At): boolean {
  if (message.kind === 'cancellation') {
    const atSupplier = order.wasSent && ['sent', 'awaiting_approval', 'approved'].includes(order.status)
    return atSupplier && order.asks.some((one) => one.id === message.subject && one.state === 'asked')
  }
  return order.status === 'approved' && order.version === message.version
}

function arrived({ order, message }: At): void {
  message.status = 'sent'
  if (message.kind === 'cancellation') return
  order.status = 'sent'
  order.wasSent = true
  if (message.kind === 'change') closeWhenDone(order)
}

/** The worker takes a message on. It is Tincture itself: who else is named does not matter. */
const work = step({
  name: 'work',
  weight: 40,
  candidates: (model): At[] => messages(model),
  against: () => [],
  matters: (_model, _who, at) => at.message.status === 'queued' && at.message.byMail && isDue(at),
  input: ({ message }) => message.id,
  command: async (_act, id, world) => ok(await sendOrder(world.systemAct(), id)),
  apply(_model, _who, at, outcome) {
    const { message } = at
    const waits = message.status === 'queued'
    const meant = waits && isDue(at) ? (message.byMail ? 'accepted' : 'papers_only') : 'nothing_to_do'
    if (outcome !== meant) throw new Error(`The worker said ${outcome}, the model ${meant}`)
    if (waits && !isDue(at)) message.status = 'withdrawn'
    if (outcome === 'accepted') arrived(at)
  },
})

/** A worker that the supplier's server refuses for good, or that loses the line after handing the message over. */
const accident = step({
  name: 'accident',
  weight: 8,
  candidates: (model): (At & { how: 'refused' | 'lost' })[] =>
    messages(model).flatMap((at) => [
      { ...at, how: 'refused' as const },
      { ...at, how: 'lost' as const },
    ]),
  against: () => [],
  matters: (_model, _who, at) => at.message.status === 'queued' && at.message.byMail && isDue(at),
  input: ({ message, how }) => ({ id: message.id, how }),
  command: (_act, { id, how }, world) => endBadly(world, id, how),
  apply(_model, _who, at, taken) {
    const { message, how } = at
    const waits = message.status === 'queued'
    if (taken !== (waits && message.byMail && isDue(at))) throw new Error(`The worker took it on: ${taken}`)
    if (waits && !isDue(at)) message.status = 'withdrawn'
    if (taken) message.status = how === 'refused' ? 'failed' : 'needs_checking'
  },
})

async function endBadly(world: World, id: string, how: 'refused' | 'lost') {
  const act: Act = world.systemAct()
  const claim = await withTrust(act.actor, (tx) => claimSending(tx, act, id))
  if (!claim) return ok(false)
  await withTrust(act.actor, (tx) => markHandedOver(tx, act, claim))
  return commit(act, { name: 'recordSending', permission: 'order.send' }, claim, async (tx) => {
    if (how === 'lost') await recordUnknown(tx, act, claim, 'The line was lost')
    else await recordRefusal(tx, act, claim, { permanent: true, answer: '550 No such mailbox' })
    return ok(true)
  })
}

function movedOn(message: MMessage, ...from: MMessage['status'][]): Against {
  return from.includes(message.status) ? [] : ['SENDING_MOVED_ON']
}

/** A message can only have left with an order that was approved; anything else of an order that moved on is refused. */
function cannotLeave({ order, message }: At): Against {
  return message.kind === 'cancellation' || order.status === 'approved' ? [] : ['WRONG_STATUS']
}

const record = step({
  name: 'record by hand',
  weight: 8,
  candidates: (model): At[] => messages(model),
  against: (_model, who, at) => [
    ...door(who, 'order.send'),
    ...movedOn(at.message, 'queued', 'failed'),
    ...cannotLeave(at),
  ],
  input: (at, world) => ({
    ...about(at),
    channel: 'phone' as const,
    on: londonDate(world.clock()),
    at: world.clock().toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }),
    whom: 'Sam at the desk',
    reference: 'T-1',
  }),
  command: recordManualSending,
  apply: (_model, _who, at) => arrived(at),
})

const resend = step({
  name: 'resend',
  weight: 15,
  candidates: (model): At[] => messages(model),
  against: (_model, who, { message }) => [...door(who, 'order.send'), ...movedOn(message, 'failed')],
  input: about,
  command: resendOrder,
  apply: (_model, _who, { message }) => {
    message.status = 'queued'
  },
})

const settle = step({
  name: 'settle',
  weight: 15,
  candidates: (model): (At & { outcome: 'arrived' | 'not_arrived' })[] =>
    messages(model).flatMap((at) => [
      { ...at, outcome: 'arrived' as const },
      { ...at, outcome: 'not_arrived' as const },
    ]),
  against: (_model, who, { message }) => [...door(who, 'order.send'), ...movedOn(message, 'needs_checking')],
  input: (at) => ({ ...about(at), outcome: at.outcome, how: 'They said so' }),
  command: settleTransmission,
  apply(_model, _who, at) {
    if (at.outcome === 'arrived') arrived(at)
    else at.message.status = 'queued'
  },
})

const sendHeld = step({
  name: 'send held',
  weight: 2,
  candidates: (model, dice): Seen[] => seen(model, dice),
  against: (model, who, at) => [
    ...door(who, 'order.send'),
    ...stale(at),
    ...(at.order.status === 'approved' ? [] : (['WRONG_STATUS'] as const)),
    ...(isHeld(model, at.order) ? (['STILL_HELD'] as const) : []),
  ],
  matters: (_model, _who, { order }) => order.messages.every((one) => one.version !== order.version),
  input: versioned,
  command: sendHeldOrder,
  apply: (model, _who, { order }) => queue(model, order),
})

function againstRequisition(at: Seen): Against {
  const { order } = at
  return [
    ...(order.kind === 'cd' ? [] : (['NOT_FOUND'] as const)),
    ...stale(at),
    ...(order.status === 'approved' ? [] : (['WRONG_STATUS'] as const)),
    ...(order.requisition?.version === order.version && order.requisition.signed
      ? (['REQUISITION_SIGNED'] as const)
      : []),
  ]
}

const write = step({
  name: 'write requisition',
  weight: 20,
  candidates: (model, dice): Seen[] =>
    seen(model, dice).filter(({ order }) => order.kind === 'cd' || dice.upTo(4) === 0),
  against: (_model, who, at) => [...door(who, 'order.sign_requisition'), ...againstRequisition(at)],
  input: (at) => ({ ...versioned(at), profession: 'Pharmacist', purpose: 'Hospital stock' }),
  command: writeRequisition,
  apply: (_model, who, { order }) => {
    order.requisition = { version: order.version, signed: false, by: who.id }
  },
})

const sign = step({
  name: 'sign requisition',
  weight: 25,
  candidates: (model, dice): Seen[] =>
    seen(model, dice).filter(({ order }) => order.kind === 'cd' || dice.upTo(4) === 0),
  against: (_model, who, at) => [
    ...door(who, 'order.sign_requisition'),
    ...againstRequisition(at),
    ...(at.order.requisition?.version === at.order.version ? [] : (['REQUISITION_NOT_WRITTEN'] as const)),
    ...(at.order.requisition?.by === who.id ? [] : (['NOT_THE_RECIPIENT'] as const)),
  ],
  input: (at) => ({ ...versioned(at), signed: 'yes' as const, unusualReason: 'Needed for the theatres' }),
  command: signRequisition,
  apply(model, who, { order }) {
    order.requisition = { version: order.version, signed: true, by: who.id }
    queue(model, order)
  },
})

const unlicensed = step({
  name: 'approve unlicensed',
  weight: 15,
  candidates: (model, dice): (Seen & { vmpId: string })[] =>
    seen(model, dice).flatMap((at) => {
      const line = at.order.lines.find((one) => one.unlicensed)
      return line ? [{ ...at, vmpId: line.vmp }] : []
    }),
  against: (_model, who, at) => [
    ...door(who, 'order.approve_unlicensed'),
    ...stale(at),
    ...(['awaiting_approval', 'approved'].includes(at.order.status) ? [] : (['WRONG_STATUS'] as const)),
    ...(hasPart(at.order, who) ? (['OWN_ORDER'] as const) : []),
    ...(at.order.lines.some((line) => line.unlicensed && line.state === 'open') ? [] : (['NOT_FOUND'] as const)),
  ],
  input: (at, world) => ({
    ...versioned(at),
    vmpId: at.vmpId,
    ...{ request: 'Children’s ward', reason: 'Sleep in children', alternatives: 'None as a liquid', quality: 'Seen' },
    reviewOn: addDays(londonDate(world.clock()), 200),
  }),
  command: approveUnlicensed,
  apply(model, _who, { vmpId }) {
    model.approved.add(vmpId)
    for (const order of model.orders) if (order.status === 'approved') queue(model, order)
  },
})

/** What leaves the house: by the worker, by hand, after accidents, and what an order waits for before it goes. */
export const SEND_STEPS: Step[] = [work, accident, record, resend, settle, sendHeld, write, sign, unlicensed]
