import 'server-only'
import { type Actor, personOf } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { limitOf } from '#lib/orders/order/decide.rules.ts'
import { schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import { LADDER } from '#lib/orders/order/scheme.schema.ts'
import { hiddenAmounts, hidesTotal } from '#lib/orders/order/sight.store.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { DEFAULT_SETTINGS } from '#lib/trusts/settings.schema.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { type AfterWaiting, type Waiting, waitingApprovals } from './waiting.queries.ts'

/** What is shown of an order's lines in the inbox: the line the first reason names, or its dearest one. */
export type InboxEvidence = { product: string; packs: number; coverTenths: number | null }

/** A waiting approval with its evidence in short. */
export type InboxItem = Waiting & { evidence: InboxEvidence | null }

/** One decision of the reader. */
export type Decided = {
  number: string
  supplier: string
  state: 'approved' | 'returned' | 'rejected'
  retrospective: boolean
  decidedAt: Date
  comment: string
  gross: Pence | null
  /** In whose place the reader decided it; null = in their own right. */
  inPlaceOf: string | null
}

/** The approvals page: what came to the reader, what came to others, what the reader decided in the last seven days. */
export type Inbox = {
  mine: InboxItem[]
  others: InboxItem[]
  /** Sum of `mine`, pence with VAT. */
  total: Pence
  /** What the reader may agree to; null = without limit. `undefined` where they decide nothing about money. */
  limit: Pence | null | undefined
  decided: Decided[]
  /** Decisions of the last seven days, also those beyond the ones listed. */
  counts: { approved: number; returned: number; rejected: number }
  /** Working hours after which what nobody decided is taken further up. */
  escalateHours: number
  /** Whether prices are shown to the reader. */
  prices: boolean
  /** More wait than are read at once: where the next part begins. */
  after: AfterWaiting | null
}

const WEEK = 7 * 86_400_000
const MOST_DECIDED = 20

const NOTHING: Inbox = {
  mine: [],
  others: [],
  total: pence(0),
  limit: undefined,
  decided: [],
  counts: { approved: 0, returned: 0, rejected: 0 },
  escalateHours: DEFAULT_SETTINGS.chase.escalateHours,
  prices: false,
  after: null,
}

/** The approvals page of an actor; empty for who may not see it. */
export async function inbox(actor: Actor, now: Date): Promise<Inbox> {
  if (!may(actor, 'approvals.view')) return NOTHING
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const { items, after } = await itemsOf(tx, actor, now, people)
    const mine = items.filter((one) => one.mine)
    const { scheme } = await schemeInForce(tx, londonDate(now))
    const role = LADDER.findLast((one) => actor.roles.includes(one))
    const prices = may(actor, 'price.view')
    return {
      mine,
      others: items.filter((one) => !one.mine),
      total: pence(mine.reduce((sum, one) => sum + (one.gross ?? 0), 0)),
      limit: role && limitOf(scheme, role),
      ...(await decidedBy(tx, actor, now, people)),
      escalateHours: (await settingsOfTrust(tx)).chase.escalateHours,
      prices,
      after,
    }
  })
}

/** What waits, part by part with those that wait longest first, each with its evidence: for the file. */
export async function inboxPart(
  actor: Actor,
  now: Date,
  from: AfterWaiting | undefined,
): Promise<{ rows: InboxItem[]; after: AfterWaiting | null }> {
  if (!may(actor, 'approvals.view')) return { rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const { items, after } = await itemsOf(tx, actor, now, await peopleOfTrust(tx), from)
    return { rows: [...items.filter((one) => one.mine), ...items.filter((one) => !one.mine)], after }
  })
}

async function itemsOf(tx: Tx, actor: Actor, now: Date, people: Map<string, TrustPerson>, from?: AfterWaiting) {
  const { waiting, after } = await waitingApprovals(tx, actor, now, people, { after: from })
  const evidence = await evidenceOf(tx, actor, now, waiting)
  const items = waiting.map((one): InboxItem => ({ ...one, evidence: evidence.get(one.orderId) ?? null }))
  return { items, after }
}

/** The line that each order is about, with its cover in the store it goes to. */
async function evidenceOf(
  tx: Tx,
  actor: Actor,
  now: Date,
  waiting: readonly Waiting[],
): Promise<Map<string, InboxEvidence>> {
  const asked = waiting.map((one) => ({
    order: one.orderId,
    line: one.reasons.flatMap((reason) => ('lineIds' in reason ? reason.lineIds : [])).at(0) ?? null,
  }))
  if (asked.length === 0) return new Map()
  const rows = await tx.$queryRaw<
    { order_id: string; store_id: string; vmp_id: string; product_name: string; packs: number }[]
  >`
    SELECT o.id AS order_id, o.store_id, l.vmp_id, l.product_name, l.packs
    FROM unnest(${asked.map((one) => one.order)}::uuid[], ${asked.map((one) => one.line)}::uuid[]) AS q (order_id, line_id)
    JOIN purchase_order o ON o.trust_id = ${actor.trustId}::uuid AND o.id = q.order_id
    CROSS JOIN LATERAL (
      SELECT l.vmp_id, l.product_name, l.packs FROM order_line l
      WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND l.state = 'open'
      ORDER BY (l.id = q.line_id) DESC NULLS LAST, CASE WHEN ${hidesTotal(sightOf(actor))} THEN 0 ELSE l.net END DESC, l.line_no LIMIT 1) l`
  const cover = new Map<string, number | null>()
  for (const storeId of new Set(rows.map((row) => row.store_id))) {
    const vmpIds = rows.filter((row) => row.store_id === storeId).map((row) => row.vmp_id)
    const pictures = await stockPicture(tx, { vmpIds, storeId, on: londonDate(now) })
    for (const [vmpId, { coverTenths }] of pictures) cover.set(`${storeId} ${vmpId}`, coverTenths)
  }
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        product: row.product_name,
        packs: row.packs,
        coverTenths: cover.get(`${row.store_id} ${row.vmp_id}`) ?? null,
      },
    ]),
  )
}

async function decidedBy(
  tx: Tx,
  actor: Actor,
  now: Date,
  people: Map<string, TrustPerson>,
): Promise<Pick<Inbox, 'decided' | 'counts'>> {
  const since = new Date(now.getTime() - WEEK)
  const where = { trustId: actor.trustId, decidedBy: personOf(actor), decidedAt: { gte: since } }
  const counted = await tx.approval.groupBy({ by: ['state'], where, _count: { _all: true } })
  const count = (state: string) => counted.find((row) => row.state === state)?._count._all ?? 0
  const rows = await tx.approval.findMany({
    where,
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: MOST_DECIDED,
    include: { order: { select: { number: true, supplierName: true, gross: true } } },
  })
  const hidden = await hiddenAmounts(
    tx,
    actor,
    rows.map((row) => row.orderId),
  )
  return {
    counts: { approved: count('approved'), returned: count('returned'), rejected: count('rejected') },
    decided: rows.map((row) => ({
      number: row.order.number,
      supplier: row.order.supplierName,
      state: row.state as Decided['state'],
      retrospective: row.retrospective,
      decidedAt: row.decidedAt ?? now,
      comment: row.comment,
      inPlaceOf: row.decidedFor ? nameOf(people, row.decidedFor) : null,
      gross: hidden.totals.has(row.orderId) ? null : pence(row.order.gross),
    })),
  }
}
