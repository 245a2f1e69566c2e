import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { approveSeveral } from '#lib/orders/approve/approve-several.command.ts'
import { disagreeWithOrder } from '#lib/orders/approve/disagree-with-order.command.ts'
import { rejectOrder } from '#lib/orders/approve/reject-order.command.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { withdrawSubmission } from '#lib/orders/approve/withdraw-submission.command.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { grossOf, hasPart, type MApproval, type MOrder, type Model, type Player, queue } from './model.ts'
import { type Against, door, lacks, type Seen, type Step, seen, stale, step, versioned } from './step.ts'

type Shown = Seen & { role: ApproverRole }

const DECIDERS = ['order.approve', 'order.approve_clinical'] as const
const LIMITS = { lead: 2_500_000, chief: 10_000_000, director: Number.POSITIVE_INFINITY }
const LADDER = ['lead', 'chief', 'director'] as const

/** Approvals that are asked of an order, at the version they belong to or another one; and some that nobody asked. */
function shown(model: Model, { role }: { role: ApproverRole }): Shown[] {
  return model.orders.flatMap((order) => [
    ...order.approvals.map((approval) => ({ order, version: approval.version, role: approval.role })),
    { order, version: order.version, role },
  ])
}

function approvalOf({ order, version, role }: Shown): MApproval | undefined {
  return order.approvals.find((one) => one.version === version && one.role === role)
}

/** Who may decide, whatever the decision. */
function againstDecider(who: Player, at: Shown): Against {
  const { order, version, role } = at
  const approval = approvalOf(at)
  const current = order.version === version || approval?.afterwards
  const against: Against = [...door(who, ...DECIDERS)]
  if (approval?.state !== 'waiting' || !current) against.push('CHANGED_MEANWHILE')
  if (hasPart(order, who)) against.push('OWN_ORDER')
  const able = role === 'pharmacist' ? ['pharmacist', 'chief'] : LADDER.slice(LADDER.indexOf(role))
  if (!able.includes(who.role)) against.push('NOT_YOURS_TO_DECIDE')
  else if (role !== 'pharmacist' && LIMITS[who.role as keyof typeof LIMITS] < order.dayTotal) against.push('OVER_LIMIT')
  const given = order.approvals.some((one) => one.version === version && one.by === who.id && one.role !== role)
  return given ? [...against, 'TWO_APPROVALS'] : against
}

function againstWaiting({ order, version }: Seen): Against {
  return [...stale({ order, version }), ...(order.status === 'awaiting_approval' ? [] : (['WRONG_STATUS'] as const))]
}

function againstApproval(model: Model, who: Player, at: Shown): Against {
  const approval = approvalOf(at)
  const against = againstDecider(who, at)
  if (approval?.afterwards) return against
  if (approval && model.now >= approval.due) against.push('APPROVAL_OVER')
  return [...against, ...againstWaiting(at)]
}

function approve(model: Model, who: Player, at: Shown): void {
  const { order, version } = at
  const approval = approvalOf(at)
  if (!approval) throw new Error('Nobody asked for this approval')
  Object.assign(approval, { state: 'approved', by: who.id })
  const waits = order.approvals.some((one) => one.version === version && one.state === 'waiting' && !one.afterwards)
  if (approval.afterwards || waits) return
  order.status = 'approved'
  queue(model, order)
}

function lapse(order: MOrder): void {
  for (const one of order.approvals) {
    if (one.version === order.version && one.state === 'waiting') one.state = 'lapsed'
  }
}

/** The order goes back: to be changed, or, where the supplier has it, as it was sent. */
export function takeBack(order: MOrder, to: 'returned' | 'rejected'): void {
  lapse(order)
  if (!order.wasSent) {
    order.status = to
    return
  }
  const version = order.version + 1
  for (const line of order.lines.filter((one) => one.addedIn === order.version && one.state === 'open')) {
    line.state = 'cancelled'
    line.closed = line.packs - line.received
    const old = order.lines.find((one) => one.id === line.replaces)
    if (!old) continue
    const came = Math.min(old.superseded, Math.ceil((line.received * line.units) / old.units))
    Object.assign(old, { state: 'open', closed: old.closed - old.superseded + came, superseded: 0 })
    for (const answer of order.answers) if (answer.line === line.id) answer.resolution = 'superseded'
    const newest = order.answers.findLast((one) => one.line === old.id && one.resolution !== 'superseded')
    if (newest?.resolution === 'accepted') newest.resolution = 'open'
  }
  order.version = version
  order.gross = grossOf(order.lines, order.carriage)
  order.status = 'sent'
}

const ROLES: ApproverRole[] = ['lead', 'chief', 'director', 'pharmacist']

const approveOne = step({
  name: 'approve',
  weight: 40,
  candidates: (model, dice): Shown[] => shown(model, { role: dice.pick(ROLES) }),
  against: againstApproval,
  input: (at) => ({ ...versioned(at), role: at.role, comment: '' }),
  command: approveOrder,
  apply: (model, who, at) => approve(model, who, at),
})

const several = step({
  name: 'approve several',
  weight: 10,
  candidates(model): { chosen: Shown[] }[] {
    const waiting = model.orders.flatMap((order) => {
      const [one] = order.approvals.filter((each) => each.state === 'waiting')
      return one ? [{ order, version: one.version, role: one.role }] : []
    })
    return waiting.length > 0 ? [{ chosen: waiting.slice(0, 4) }] : []
  },
  against: (_model, who) => lacks(who, ...DECIDERS),
  matters: (model, who, { chosen }) => chosen.some((at) => againstApproval(model, who, at).length === 0),
  input: ({ chosen }) => ({ order: chosen.map((at) => ({ ...versioned(at), role: at.role })) }),
  command: approveSeveral,
  apply(model, who, { chosen }, value) {
    const inTurn = chosen.toSorted((a, b) => (a.order.number < b.order.number ? -1 : 1))
    const meant: string[] = []
    for (const at of inTurn) {
      if (againstApproval(model, who, at).length > 0) continue
      approve(model, who, at)
      meant.push(at.order.number)
    }
    const said = value.approved.map((one) => one.number)
    if (said.join() !== meant.join()) throw new Error(`Approved were ${said}, the model says ${meant}`)
  },
})

function sayNo(name: 'return' | 'reject', command: typeof returnOrder, to: 'returned' | 'rejected'): Step {
  return step({
    name,
    weight: name === 'return' ? 10 : 4,
    candidates: (model, dice): Shown[] => shown(model, { role: dice.pick(ROLES) }),
    against: (_model, who, at) => [...againstDecider(who, at), ...againstWaiting(at)],
    input: (at) => ({ ...versioned(at), role: at.role, comment: 'Not like this' }),
    command,
    apply(_model, who, at) {
      Object.assign(approvalOf(at) ?? {}, { state: to, by: who.id })
      takeBack(at.order, to)
    },
  })
}

const disagree = step({
  name: 'disagree',
  weight: 6,
  candidates: (model, dice): Shown[] => shown(model, { role: dice.pick(ROLES) }),
  against(_model, who, at) {
    const late = approvalOf(at)?.afterwards && at.order.status !== 'awaiting_approval'
    return [...againstDecider(who, at), ...(late ? [] : (['WRONG_STATUS'] as const))]
  },
  input: (at) => ({ ...versioned(at), role: at.role, comment: 'It could have waited' }),
  command: disagreeWithOrder,
  apply: (_model, who, at) => {
    Object.assign(approvalOf(at) ?? {}, { state: 'rejected', by: who.id })
  },
})

const withdraw = step({
  name: 'withdraw',
  weight: 8,
  candidates: (model, dice): Seen[] => seen(model, dice),
  against(_model, who, at) {
    const own = at.order.raisedBy === who.id || at.order.submittedBy === who.id
    return [...door(who, 'order.raise'), ...(own ? [] : (['NOT_YOUR_ORDER'] as const)), ...againstWaiting(at)]
  },
  input: versioned,
  command: withdrawSubmission,
  apply: (_model, _who, { order }) => takeBack(order, 'returned'),
})

/** Agreeing, sending back, refusing, taking back. */
export const APPROVE_STEPS: Step[] = [
  approveOne,
  several,
  sayNo('return', returnOrder, 'returned'),
  sayNo('reject', rejectOrder, 'rejected'),
  disagree,
  withdraw,
]
