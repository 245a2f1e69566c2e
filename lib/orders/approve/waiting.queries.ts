import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type DecidedOrder, type Decider, decidersOf, mayDecide } from '#lib/orders/order/decide.rules.ts'
import { withoutAmounts } from '#lib/orders/order/reason.rules.ts'
import { type Reason, reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { hidesDay, hidesTotal } from '#lib/orders/order/sight.store.ts'
import type { Refusal } from '#lib/refusal.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { byDeadline, type DecideBy, decideBy } from './inbox.rules.ts'

/** Most waiting approvals that are read at once; a trust with more sees the oldest of them. */
export const MOST_WAITING = 300

/**
 * An approval that waits, with what decides whose it is and how soon. Amounts in pence with VAT; null where the reader
 * may not see one of the prices in it.
 */
export type Waiting = {
  orderId: string
  number: string
  version: number
  role: ApproverRole
  retrospective: boolean
  emergency: boolean
  emergencyReason: string
  supplierId: string
  supplier: string
  lines: number
  gross: Pence | null
  raisedBy: string
  submittedAt: Date
  askedAt: Date
  decideBy: DecideBy
  reasons: Reason[]
  /** It came to the reader. */
  mine: boolean
  /** Why the reader may not decide it; null where they may, also when it came to somebody else. */
  whyNot: Refusal | null
  /** The people it came to. */
  goesTo: { role: ApproverRole; names: string[] }
}

type Row = {
  order_id: string
  number: string
  version: number
  role: ApproverRole
  retrospective: boolean
  emergency: boolean
  emergency_reason: string
  supplier_id: string
  supplier_name: string
  lines: number
  gross: bigint
  hidden: boolean
  hidden_day: boolean
  raised_by: string
  submitted_by: string | null
  changers: string[]
  submitted_at: Date
  asked_at: Date
  due_at: Date | null
  cut_off: string | null
  day_total: bigint | null
  scheme_version: number | null
  reasons: unknown
  given: { role: ApproverRole; decidedBy: string }[]
}

/** Every approval of the current trust that waits, nearest deadline first, judged for one reader. At most 300. */
export async function waitingApprovals(
  tx: Tx,
  actor: Actor,
  now: Date,
  people: Map<string, TrustPerson>,
): Promise<Waiting[]> {
  const sight = sightOf(actor)
  const rows = await tx.$queryRaw<Row[]>`
    SELECT a.order_id, o.number, a.version, a.role, a.retrospective, o.emergency, o.emergency_reason, o.supplier_id, o.supplier_name, o.lines,
      o.gross, o.raised_by, o.submitted_by, o.changers, o.submitted_at, a.asked_at, a.due_at, s.cut_off, o.day_total,
      o.scheme_version, a.reasons, ${hidesTotal(sight)} AS hidden, ${hidesDay(sight)} AS hidden_day,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'decidedBy', g.decided_by)), '[]') FROM approval g
        WHERE g.trust_id = a.trust_id AND g.order_id = a.order_id AND g.version = a.version AND g.decided_by IS NOT NULL) AS given
    FROM approval a
    JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
    LEFT JOIN supplier_account s ON s.trust_id = o.trust_id AND s.supplier_id = o.supplier_id
    WHERE a.trust_id = ${actor.trustId}::uuid AND a.state = 'waiting'
      AND (a.retrospective OR (o.status = 'awaiting_approval' AND o.version = a.version))
    ORDER BY a.asked_at LIMIT ${MOST_WAITING}`
  const schemes = new Map<number, VersionedScheme>()
  const deciders = [...people.values()].map((one) => ({ personId: one.id, roles: one.roles, name: one.name }))
  const items: Waiting[] = []
  for (const row of rows) {
    const version = row.scheme_version ?? 1
    const scheme = schemes.get(version) ?? (await schemeOfVersion(tx, version))
    schemes.set(version, scheme)
    items.push(judged(row, scheme, { actor, now, people, deciders }))
  }
  return byDeadline(items)
}

function judged(
  row: Row,
  { scheme }: VersionedScheme,
  by: { actor: Actor; now: Date; people: Map<string, TrustPerson>; deciders: (Decider & { name: string })[] },
): Waiting {
  const order: DecidedOrder = {
    raisedBy: row.raised_by,
    submittedBy: row.submitted_by,
    changers: row.changers,
    dayTotal: pence(row.day_total ?? row.gross),
    given: row.given,
  }
  const goesTo = decidersOf(by.deciders, order, row, scheme)
  const decision = mayDecide(by.actor, order, row, scheme)
  return {
    orderId: row.order_id,
    number: row.number,
    version: row.version,
    role: row.role,
    retrospective: row.retrospective,
    emergency: row.emergency,
    emergencyReason: row.emergency_reason,
    supplierId: row.supplier_id,
    supplier: row.supplier_name,
    lines: row.lines,
    gross: row.hidden ? null : pence(row.gross),
    raisedBy: nameOf(by.people, row.raised_by),
    submittedAt: row.submitted_at,
    askedAt: row.asked_at,
    decideBy: decideBy(
      {
        retrospective: row.retrospective,
        askedAt: row.asked_at,
        dueAt: row.due_at,
        emergency: row.emergency,
        cutOff: row.cut_off,
      },
      by.now,
    ),
    reasons: reasons.parse(row.reasons).map((one) => (row.hidden_day ? withoutAmounts(one) : one)),
    mine: goesTo.people.some((one) => one.personId === by.actor.personId),
    whyNot: decision.ok ? null : decision.refusal,
    goesTo: { role: goesTo.role, names: goesTo.people.map((one) => one.name) },
  }
}

/** The approvals that came to this actor, nearest deadline first. Null where none can. */
export async function decisionsFor(actor: Actor, now: Date): Promise<Waiting[] | null> {
  if (!may(actor, 'order.approve') && !may(actor, 'order.approve_clinical')) return null
  return withTrust(actor, async (tx) => {
    const waiting = await waitingApprovals(tx, actor, now, await peopleOfTrust(tx))
    return waiting.filter((one) => one.mine)
  })
}

/** How many orders wait for this actor's decision: the count of the navigation. Null where none can. */
export async function waitingFor(actor: Actor, now: Date): Promise<number | null> {
  return (await decisionsFor(actor, now))?.length ?? null
}
