import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { mayAtStore, rolesAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { decidedOrder, isTurn, limitOf, rolesBefore } from '#lib/orders/order/decide.rules.ts'
import { loadOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import type { OrderEvent } from '#lib/orders/order/order-events.rules.ts'
import { type Reason, reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { mayDecideNow, type StandIn } from '#lib/orders/order/stand-in.rules.ts'
import { presentAt } from '#lib/orders/order/stand-in.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { formatWhen } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'
import { type StockThen, stockThen } from './evidence.queries.ts'

/** Who may decide approvals at all; which one, and of which order, are rules. */
export const DECIDERS = ['order.approve', 'order.approve_clinical'] as const satisfies readonly Permission[]

/** Which approval a page showed. */
export type ShownApproval = { number: string; version: number; role: ApproverRole }

/** An approval of the current trust that waits and that the actor may decide, its order locked. */
export type OpenDecision = {
  order: StoredOrder
  approval: Prisma.ApprovalGetPayload<object>
  /** The other approvals of the same version. */
  others: Prisma.ApprovalGetPayload<object>[]
  scheme: VersionedScheme
  /** The role in which the actor decides. */
  as: ApproverRole
  /** In whose place, and by what; null = in their own right. */
  standIn: StandIn | null
}

/**
 * Loads what a page showed, for a decision: the order is locked, so that of two people deciding at once one waits and
 * then finds it decided. Refuses with NOT_FOUND for another trust's order, CHANGED_MEANWHILE (by whom, when) where the
 * approval is not waiting any more or the order has another version, and whatever `mayDecide` says, asked of the roles
 * the actor, and whoever they stand in for, has at this moment: a role that was taken away since the page was opened, or
 * a deputy's time that is over, counts no more, nor does one that is limited to other sites than the order's (NOT_AT_SITE).
 * Of several signatures of one kind it is the one that the actor may give; NOT_YET where others decide before.
 */
export async function openDecision(tx: Tx, act: Act, shown: ShownApproval): Promise<Result<OpenDecision>> {
  const loaded = await loadOrder(tx, shown.number)
  if (!loaded.ok) return loaded
  const order = loaded.value
  const rows = await tx.approval.findMany({ where: { orderId: order.id, version: shown.version } })
  const asked = rows.filter((row) => row.role === shown.role).sort((a, b) => a.step - b.step || a.seat - b.seat)
  const waits = asked.filter((row) => row.state === 'waiting')
  const approval = waits[0] ?? asked[0]
  const current = order.version === shown.version || approval?.retrospective === true
  if (!approval || !current) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  const people = await peopleOfTrust(tx)
  if (approval.state !== 'waiting') {
    const ended = approval.decidedBy ? approval : rows.find((row) => row.state !== 'approved' && row.decidedBy !== null)
    return refuse({
      code: 'CHANGED_MEANWHILE',
      what: 'order',
      by: ended ? nameOf(people, ended.decidedBy) : undefined,
      did: ended?.state,
      at: ended?.decidedAt ? formatWhen(ended.decidedAt, act.now) : undefined,
    })
  }
  const scheme = await schemeOfVersion(tx, order.schemeVersion ?? 1)
  const has = people.get(act.actor.personId ?? '')?.roles ?? []
  const here = await mayAtStore(tx, act.actor, DECIDERS, order.storeId)
  if (!here.ok) return here
  const counting = await rolesAtStore(tx, act.actor, order.storeId)
  const decider = { personId: act.actor.personId, roles: counting.filter((role) => has.includes(role)) }
  const present = await presentAt(tx, act.now, people, { lock: true, storeId: order.storeId })
  const facts = decidedOrder(order, rows)
  const tried = byName(waits, act.actor.personId).map((row) => {
    const of = { role: shown.role, people: row.people, retrospective: row.retrospective }
    const why = reasons.parse(row.reasons)
    const decision = mayDecideNow(decider, present, facts, { ...of, reasons: why }, scheme.scheme)
    return { row, decision, turn: isTurn(row, rows) }
  })
  const found = tried.find((one) => one.decision.ok && one.turn) ?? tried.find((one) => one.decision.ok) ?? tried[0]
  if (!found) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  if (!found.decision.ok) return found.decision
  if (!found.turn) return refuse({ code: 'NOT_YET', before: rolesBefore(found.row, rows) })
  const others = rows.filter((row) => row.id !== found.row.id)
  return ok({ order, approval: found.row, others, scheme, ...found.decision.value })
}

/** Those that name the actor first: who is asked by name gives that one, and leaves what anybody of the role may give. */
function byName<Row extends { people: readonly string[] }>(rows: readonly Row[], personId: string | null): Row[] {
  const names = (row: Row) => personId !== null && row.people.includes(personId)
  return [...rows.filter(names), ...rows.filter((row) => !names(row))]
}

/** How an approval can end, with what the record calls it. */
const VERBS = {
  approved: 'APPROVED',
  returned: 'RETURNED',
  rejected: 'REJECTED',
} as const satisfies Record<string, OrderEvent>

/** What a decision leaves in the record, as it was known then. Amounts in pence with VAT. */
export type DecisionRecord = {
  approvalId: string
  version: number
  role: ApproverRole
  as: ApproverRole
  /** In whose place it was decided, by which deputising, and how far that goes; null = in their own right. */
  inPlaceOf: { personId: string; deputisingId: string; most: number | null; until: string } | null
  /** What this role may agree to; null = without limit, or not about money. */
  limit: number | null
  schemeVersion: number
  gross: number
  dayTotal: number
  reasons: unknown
  retrospective: boolean
  comment: string
  /** Of the medicines that the decision page shows, as they stood. */
  stock: StockThen[]
}

/**
 * Writes a decision: compare-and-set on the approval that waits, and the record. `verb` where it is called otherwise.
 * Refuses with CHANGED_MEANWHILE when it does not wait any more.
 */
export async function decide(
  tx: Tx,
  act: Act,
  { order, approval, scheme, as, standIn }: OpenDecision,
  state: keyof typeof VERBS,
  comment: string,
  verb: OrderEvent = VERBS[state],
): Promise<Result<undefined>> {
  const { count } = await tx.approval.updateMany({
    where: { trustId: act.actor.trustId, id: approval.id, version: approval.version, state: 'waiting' },
    data: {
      ...{ state, decidedBy: act.actor.personId, decidedAt: act.now, decidedAs: as, comment },
      decidedFor: standIn?.forPerson ?? null,
      deputisingId: standIn?.id ?? null,
    },
  })
  if (count !== 1) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  const record: DecisionRecord = {
    approvalId: approval.id,
    version: approval.version,
    role: approval.role as ApproverRole,
    as,
    inPlaceOf: standIn && {
      ...{ personId: standIn.forPerson, deputisingId: standIn.id, most: standIn.most },
      until: standIn.until.toISOString(),
    },
    limit: as === 'pharmacist' ? null : limitOf(scheme.scheme, as),
    schemeVersion: scheme.version,
    gross: pence(order.gross),
    dayTotal: pence(order.dayTotal ?? order.gross),
    reasons: approval.reasons,
    retrospective: approval.retrospective,
    comment,
    stock: await stockThen(tx, act.now, order, reasonsOf(approval.reasons)),
  }
  audit(tx, { document: 'order', id: order.id, verb, data: record })
  return ok()
}

function reasonsOf(stored: unknown): Reason[] {
  const read = reasons.safeParse(stored)
  return read.success ? read.data : []
}

/** Whether an order still waits for its approval as this version; else WRONG_STATUS or CHANGED_MEANWHILE. */
export function stillWaiting(
  order: Pick<StoredOrder, 'status' | 'version'>,
  version: number,
  verb: string,
): Result<undefined> {
  if (order.version !== version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
  if (order.status !== 'awaiting_approval') return refuse({ code: 'WRONG_STATUS', verb, status: order.status })
  return ok()
}
