import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { rolesAt } from '#lib/access/sites/site.rules.ts'
import { limitsOfTrust } from '#lib/access/sites/site.store.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { withoutAmounts } from '#lib/orders/order/reason.rules.ts'
import { type Reason, reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { hidesDay, hidesTotal } from '#lib/orders/order/sight.store.ts'
import { type Present, presentAtSite } from '#lib/orders/order/stand-in.rules.ts'
import { type NamedDecider, presentAt } from '#lib/orders/order/stand-in.store.ts'
import { type WhoWords, whoWords } from '#lib/orders/order/who-words.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { whomWords } from './approvals.queries.ts'
import { byDeadline, type DecideBy, decideBy } from './inbox.rules.ts'
import { type WaitingFacts, whose } from './whose.rules.ts'

/** Most waiting approvals that are read at once; a trust with more sees the oldest of them first. */
export const MOST_WAITING = 300

/**
 * What waits for one kind of approver, with what decides whose it is and how soon. Amounts in pence with VAT; null where the reader
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
  /** Who is asked, and how many of them still have to sign. */
  who: WhoWords
  left: number
  step: number
  /** It came to the reader, and it is its turn. */
  mine: boolean
  /** In whose place it came to the reader; null = in their own right. */
  inPlaceOf: string | null
  /** It would have come to the reader, who is away: to whom it went instead. */
  wentTo: string[] | null
  /** Nobody decided it in time: whom it was taken to as well, and when. */
  escalated: { at: Date; role: ApproverRole; names: string[] } | null
  remindedAt: Date | null
  /** Why the reader may not decide it; null where they may, also when it came to somebody else. */
  whyNot: Refusal | null
  /** The people it came to. */
  goesTo: { role: ApproverRole; names: string[] }
}

type Row = WaitingFacts & {
  order_id: string
  site_id: string
  number: string
  version: number
  emergency: boolean
  emergency_reason: string
  supplier_id: string
  supplier_name: string
  lines: number
  hidden: boolean
  hidden_day: boolean
  submitted_at: Date
  asked_at: Date
  /** `asked_at` as the cursor says it. */
  asked: string
  due_at: Date | null
  cut_off: string | null
  scheme_version: number | null
  reasons: unknown
  reminded_at: Date | null
  escalated_at: Date | null
  escalated_role: ApproverRole | null
}

/** Where the next part of what waits begins: after this order, asked at this time. */
export type AfterWaiting = { askedAt: string; orderId: string }

/** A part of what waits; `after` is null where nothing comes after it. */
export type WaitingPart = { waiting: Waiting[]; after: AfterWaiting | null }

/**
 * The approvals of the current trust that wait, judged for one reader, nearest deadline first: those of one order, or at
 * most 300, those that wait longest first, from the given one on.
 */
export async function waitingApprovals(
  tx: Tx,
  actor: Actor,
  now: Date,
  people: Map<string, TrustPerson>,
  of: { orderId?: string; after?: AfterWaiting } = {},
): Promise<WaitingPart> {
  const sight = sightOf(actor)
  const only = of.orderId === undefined ? Prisma.empty : Prisma.sql`AND a.order_id = ${of.orderId}::uuid`
  const from = of.after
    ? Prisma.sql`AND (a.asked_at, a.order_id) > (${of.after.askedAt}::timestamptz, ${of.after.orderId}::uuid)`
    : Prisma.empty
  const found = await tx.$queryRaw<Row[]>`
    SELECT a.order_id, st.site_id, o.number, a.version, a.role, a.step, a.people, a.retrospective, o.emergency, o.emergency_reason, o.supplier_id, o.supplier_name, o.lines,
      o.gross, o.raised_by, o.submitted_by, o.changers, o.submitted_at, a.asked_at, a.asked_at::text AS asked, a.due_at, s.cut_off, o.day_total,
      o.scheme_version, a.reasons, ${hidesTotal(sight)} AS hidden, ${hidesDay(sight)} AS hidden_day,
      (SELECT jsonb_agg(jsonb_build_object('role', g.role, 'decidedBy', g.decided_by, 'decidedFor', g.decided_for,
          'step', g.step, 'retrospective', g.retrospective, 'state', g.state)) FROM approval g
        WHERE g.trust_id = a.trust_id AND g.order_id = a.order_id AND g.version = a.version) AS "all",
      c.reminded_at, c.escalated_at, c.escalated_role, c.escalated
    FROM approval a
    JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
    LEFT JOIN approval_chase c ON c.trust_id = a.trust_id AND c.approval_id = a.id
    JOIN store st ON st.trust_id = o.trust_id AND st.id = o.store_id
    LEFT JOIN supplier_account s ON s.trust_id = o.trust_id AND s.supplier_id = o.supplier_id
    WHERE a.trust_id = ${actor.trustId}::uuid AND a.state = 'waiting'
      AND (a.retrospective OR (o.status = 'awaiting_approval' AND o.version = a.version)) ${only} ${from}
    ORDER BY a.asked_at, a.order_id, a.id LIMIT ${MOST_WAITING + 1}`
  const { rows, after } = wholeOrders(found)
  const schemes = new Map<number, VersionedScheme>()
  const present = await presentAt(tx, now, people)
  const items = new Map<string, Judged>()
  const limits = await limitsOfTrust(tx)
  for (const row of rows) {
    const key = `${row.order_id} ${row.version} ${row.role} ${row.step} ${row.people.toSorted().join()}`
    const known = items.get(key)
    if (known) {
      known.left += 1
      continue
    }
    const version = row.scheme_version ?? 1
    const scheme = schemes.get(version) ?? (await schemeOfVersion(tx, version))
    schemes.set(version, scheme)
    const here = presentAtSite(present, limits, row.site_id)
    const roles = rolesAt(actor.roles, limits.get(actor.personId ?? '') ?? [], row.site_id)
    items.set(key, judged(row, scheme, { actor: { ...actor, roles }, now, people, present: here }))
  }
  const waiting = byDeadline(
    [...items.values()].map(({ names, ...one }) => {
      return { ...one, who: whoWords({ role: one.role, names, signatures: one.left }) }
    }),
  )
  return { waiting, after }
}

/** The rows of one part, an order's together: what is there only in part is left to the next one. */
function wholeOrders(found: Row[]): { rows: Row[]; after: AfterWaiting | null } {
  const next = found[MOST_WAITING]
  if (!next) return { rows: found, after: null }
  const whole = found.filter((row) => row.order_id !== next.order_id || row.asked !== next.asked)
  const rows = whole.length > 0 ? whole : found
  const last = rows.at(-1) ?? next
  return { rows, after: { askedAt: last.asked, orderId: last.order_id } }
}

/** What waits, before it is known how many signatures of its kind do; `names` of those asked by name. */
type Judged = Omit<Waiting, 'who'> & { names: string[] }

function judged(
  row: Row,
  { scheme }: VersionedScheme,
  by: { actor: Actor; now: Date; people: Map<string, TrustPerson>; present: Present<NamedDecider> },
): Judged {
  const why = reasons.parse(row.reasons)
  const { goesTo, came, mine, whyNot } = whose(row, why, { actor: by.actor, present: by.present, scheme })
  const me = by.actor.personId
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
      by.present.now,
    ),
    reasons: why.map((one) => (row.hidden_day ? withoutAmounts(one) : one)),
    names: row.people.map((one) => nameOf(by.people, one)),
    left: 1,
    step: row.step,
    mine,
    inPlaceOf: came?.inPlaceOf?.name ?? null,
    wentTo: goesTo.away.find((one) => one.person.personId === me)?.to.map((one) => one.name) ?? null,
    remindedAt: row.reminded_at,
    escalated: row.escalated_at &&
      row.escalated_role && {
        at: row.escalated_at,
        role: row.escalated_role,
        names: (row.escalated ?? []).map((id) => nameOf(by.people, id)),
      },
    whyNot,
    goesTo: { role: goesTo.role, names: goesTo.whom.map(whomWords) },
  }
}

/** The approvals that came to this actor, nearest deadline first. Null where none can. */
export async function decisionsFor(actor: Actor, now: Date): Promise<Waiting[] | null> {
  if (!may(actor, 'order.approve') && !may(actor, 'order.approve_clinical')) return null
  return withTrust(actor, async (tx) => {
    const { waiting } = await waitingApprovals(tx, actor, now, await peopleOfTrust(tx))
    return waiting.filter((one) => one.mine)
  })
}
