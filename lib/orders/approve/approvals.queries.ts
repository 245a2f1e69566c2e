import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { decidedOrder, isTurn } from '#lib/orders/order/decide.rules.ts'
import { withoutAmounts } from '#lib/orders/order/reason.rules.ts'
import { type Reason, reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { hiddenAmounts } from '#lib/orders/order/sight.store.ts'
import { comesTo, type Whom } from '#lib/orders/order/stand-in.rules.ts'
import { type NamedDecider, presentAt } from '#lib/orders/order/stand-in.store.ts'
import { type WhoWords, whoWords } from '#lib/orders/order/who-words.rules.ts'

/** One approval of an order as its pages show it: one signature. */
export type ApprovalView = {
  id: string
  version: number
  role: ApproverRole
  /** Who is asked: the role, or the people named. */
  who: WhoWords
  /** Where several of a kind are asked: the how manieth this is. */
  of: { seat: number; all: number } | null
  step: number
  /** Nobody else has to decide before. */
  turn: boolean
  reasons: Reason[]
  retrospective: boolean
  askedAt: Date
  dueAt: Date | null
  state: 'waiting' | 'approved' | 'returned' | 'rejected' | 'lapsed'
  /** Who decided it and in which role; null while it waits. */
  by: string | null
  as: ApproverRole | null
  /** In whose place; null = in their own right. */
  inPlaceOf: string | null
  decidedAt: Date | null
  comment: string
  /** Whom it came to while it waits, deputies with for whom; empty once it is decided, and where nobody may. */
  comesTo: string[]
}

/** The approvals of an order for its page; none for who may not see orders. */
export async function orderApprovals(actor: Actor, now: Date, orderId: string): Promise<ApprovalView[]> {
  return may(actor, 'order.view') ? withTrust(actor, (tx) => approvalsOf(tx, actor, now, orderId)) : []
}

/**
 * Every approval of an order, the newest version first, with names; reasons without the amounts that the actor may not
 * see. `people` saves asking for them again.
 */
export async function approvalsOf(
  tx: Tx,
  actor: Actor,
  now: Date,
  orderId: string,
  people?: Map<string, TrustPerson>,
): Promise<ApprovalView[]> {
  const order = await tx.purchaseOrder.findFirst({
    where: { id: orderId },
    include: { approvals: { orderBy: [{ version: 'desc' }, { step: 'asc' }, { id: 'asc' }] } },
  })
  if (!order || order.approvals.length === 0) return []
  const known = people ?? (await peopleOfTrust(tx))
  const { scheme } = await schemeOfVersion(tx, order.schemeVersion ?? 1)
  const present = await presentAt(tx, now, known, { storeId: order.storeId })
  const hidden = (await hiddenAmounts(tx, actor, [orderId])).days.has(orderId)
  return order.approvals.map((row) => {
    const sameVersion = order.approvals.filter((one) => one.version === row.version)
    const facts = decidedOrder(order, sameVersion)
    const role = row.role as ApproverRole
    const why = reasons.parse(row.reasons)
    const asked = { role, people: row.people, retrospective: row.retrospective, reasons: why }
    const whom = row.state === 'waiting' ? comesTo(present, facts, asked, scheme).whom : []
    const alike = sameVersion.filter((one) => isAlike(one, row))
    return {
      id: row.id,
      version: row.version,
      role,
      who: whoWords({ role, names: row.people.map((one) => nameOf(known, one)), signatures: 1 }),
      of: alike.length > 1 ? { seat: alike.findIndex((one) => one.id === row.id) + 1, all: alike.length } : null,
      step: row.step,
      turn: isTurn(row, sameVersion),
      reasons: why.map((one) => (hidden ? withoutAmounts(one) : one)),
      retrospective: row.retrospective,
      askedAt: row.askedAt,
      dueAt: row.dueAt,
      state: row.state as ApprovalView['state'],
      by: row.decidedBy ? nameOf(known, row.decidedBy) : null,
      as: row.decidedAs as ApproverRole | null,
      inPlaceOf: row.decidedFor ? nameOf(known, row.decidedFor) : null,
      decidedAt: row.decidedAt,
      comment: row.comment,
      comesTo: whom.map(whomWords),
    }
  })
}

/** One of those it came to, by name: "Ann", or "Ben for Ann" where Ben stands in. */
export function whomWords({ person, inPlaceOf }: Whom<NamedDecider>): string {
  return inPlaceOf ? `${person.name} for ${inPlaceOf.name}` : person.name
}

/** Whether two approvals of a version ask the same of the same, so that either stands for the other. */
function isAlike(a: Alike, b: Alike): boolean {
  return a.role === b.role && a.step === b.step && a.people.toSorted().join() === b.people.toSorted().join()
}

type Alike = { role: string; step: number; people: readonly string[] }
