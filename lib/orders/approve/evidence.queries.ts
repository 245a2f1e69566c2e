import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { seesLinePrice, seesPrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Why } from '#lib/contracts/why.rules.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { windowAround } from '#lib/orders/order/day.store.ts'
import { expectedOn } from '#lib/orders/order/expected.rules.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import type { Reason } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion } from '#lib/orders/order/scheme.queries.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { daysBetween, type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { type Pence, type Price, pence, price } from '#lib/values/money.ts'
import { type Check, checks, type OpenedAccount, type SupplierFailed } from './checks.rules.ts'
import type { NextOffer } from './next-offer.rules.ts'
import { type Projection, project } from './projection.rules.ts'

/** Stock of one medicine of an order, with and without it. Quantities in thousandths of a unit. */
export type Supply = {
  vmpId: string
  product: string
  unitName: string
  onHand: number
  /** On orders that are approved or sent, and on others that wait for approval. */
  onOrder: number
  awaiting: number
  /** In the trust's other stores: on their shelves, and on order for them. */
  elsewhere: number
  onOrderElsewhere: number
  usageDays: number
  ordered: number
  arrivesOn: LocalDate
  /** Null where there is no usage to reckon with. */
  projection: Projection | null
}

/** An earlier order of a medicine. Price per pack; null where the reader may not see it. */
export type EarlierOrder = {
  number: string
  at: Date
  supplier: string
  packs: number
  packText: string
  price: Price | null
  status: OrderStatus
}

/** What an approval sets off: the order leaves at once, a person passes it on, or something still holds it. */
export type Onward = 'at_once' | 'phone' | 'portal' | 'requisition' | 'unlicensed' | 'no_account'

/** What stands beside the figures of a decision. */
export type Evidence = {
  onward: Onward
  /** Medicines of the order, those the decision is about first. */
  supply: Supply[]
  checks: Check[]
  /** The last orders of the medicine at the head; null for an order without lines. */
  earlier: { product: string; orders: EarlierOrder[] } | null
  /** The next best offer for it; null where none is known or its price is not shown. */
  nextBest: NextOffer | null
}

type Stored = Prisma.PurchaseOrderGetPayload<{ include: { store: true; orderLines: true } }>

/** What the evidence is gathered for. `ranked`: the lines, those that a reason names (`named`, by id) first. */
export type EvidenceOf = {
  order: Stored
  ranked: Stored['orderLines']
  named: ReadonlySet<string>
  reasons: readonly Reason[]
  raisedBy: string
  own: 'raised' | 'submitted' | 'changed' | null
  limit: Pence | null
  prices: boolean
}

/** Medicines whose stock is looked at. */
const MOST_MEDICINES = 12
const MOST_EARLIER = 5

/** Stock, checks, earlier orders and the next best offer, for the decision page. */
export async function evidenceFor(tx: Tx, actor: Actor, now: Date, of: EvidenceOf): Promise<Evidence> {
  const account = await tx.supplierAccount.findFirst({ where: { supplierId: of.order.supplierId } })
  const approvals = await validApprovals(tx, of, now)
  const supply = await supplyOf(tx, now, of, account)
  const focus =
    of.ranked.find((line) => of.named.has(line.id)) ??
    of.ranked.find((line) => line.vmpId === supply[0]?.vmpId) ??
    of.ranked[0]
  return {
    onward: onwardOf(of, account, approvals),
    supply,
    checks: await checksOf(tx, of, approvals),
    earlier: focus ? await earlierOrders(tx, actor, of.order, focus) : null,
    nextBest: focus ? nextBestOf(actor, focus) : null,
  }
}

type Account = Prisma.SupplierAccountGetPayload<object>

function onwardOf({ order, ranked }: EvidenceOf, account: Account | null, approvals: Map<string, string>): Onward {
  if (order.kind === 'cd') return 'requisition'
  if (ranked.some((line) => line.unlicensed && !approvals.has(line.vmpId))) return 'unlicensed'
  if (!account || (account.channel === 'email' && !account.orderEmail?.trim())) return 'no_account'
  return account.channel === 'phone' || account.channel === 'portal' ? account.channel : 'at_once'
}

/** Stock as it stood at a decision, for the record: quantities in thousandths of a unit, `perDay` null without usage. */
export type StockThen = Omit<Supply, 'product' | 'unitName' | 'projection'> & { perDay: number | null }

/** What the decision page would show of stock at this moment, as ids and figures. */
export async function stockThen(
  tx: Tx,
  now: Date,
  order: Prisma.PurchaseOrderGetPayload<{ include: { orderLines: true } }>,
  all: readonly Reason[],
): Promise<StockThen[]> {
  const named = new Set(all.flatMap((one) => ('lineIds' in one ? one.lineIds : [])))
  const ranked = order.orderLines.toSorted((a, b) => Number(named.has(b.id)) - Number(named.has(a.id)))
  const account = await tx.supplierAccount.findFirst({ where: { supplierId: order.supplierId } })
  const supply = await supplyOf(tx, now, { order, ranked, named }, account)
  return supply.map(({ product: _product, unitName: _unit, projection, ...figures }) => {
    return { ...figures, perDay: projection ? Math.round(projection.perDay) : null }
  })
}

/** The medicines of the first lines: those that a reason names before the others, each the one that runs out first. */
async function supplyOf(
  tx: Tx,
  now: Date,
  { order, ranked, named: lines }: Pick<EvidenceOf, 'ranked' | 'named'> & { order: Omit<Stored, 'store'> },
  account: Account | null,
): Promise<Supply[]> {
  const vmpIds = [...new Set(ranked.map((line) => line.vmpId))].slice(0, MOST_MEDICINES)
  const today = londonDate(now)
  const arrivesOn = expectedOn(now, account?.leadDays ?? 1, account?.cutOff ?? null)
  const pictures = await stockPicture(tx, { vmpIds, storeId: order.storeId, on: today })
  const elsewhere = await stockPicture(tx, { vmpIds, storeId: null, on: today })
  const named = new Set(ranked.filter((line) => lines.has(line.id)).map((line) => line.vmpId))
  const found = vmpIds.flatMap((vmpId): Supply[] => {
    const picture = pictures.get(vmpId)
    const lines = ranked.filter((line) => line.vmpId === vmpId)
    const [line] = lines
    if (!picture || !line) return []
    const ordered = lines.reduce((sum, one) => sum + one.packs * Number(one.unitsMilli), 0)
    const mine = order.status === 'awaiting_approval' ? ordered : 0
    const placed = order.status === 'approved' || order.status === 'sent' ? ordered : 0
    const facts = { onHand: picture.onHand, used: picture.used, usageDays: picture.usageDays, ordered }
    return [
      {
        vmpId,
        product: line.productName,
        unitName: line.unitName,
        onHand: picture.onHand,
        onOrder: Math.max(0, picture.onOrder - placed),
        awaiting: Math.max(0, picture.awaiting - mine),
        elsewhere: Math.max(0, (elsewhere.get(vmpId)?.onHand ?? 0) - picture.onHand),
        onOrderElsewhere: Math.max(0, (elsewhere.get(vmpId)?.onOrder ?? 0) - picture.onOrder),
        usageDays: picture.usageDays,
        ordered,
        arrivesOn,
        projection: project({ ...facts, arrivesInDays: daysBetween(today, arrivesOn) }),
      },
    ]
  })
  const urgency = (one: Supply) => (one.projection ? one.projection.without : Number.POSITIVE_INFINITY)
  const about = (one: Supply) => Number(!named.has(one.vmpId))
  return found.toSorted((a, b) => about(a) - about(b) || urgency(a) - urgency(b))
}

async function checksOf(tx: Tx, of: EvidenceOf, approvals: Map<string, string>): Promise<Check[]> {
  const { order } = of
  const settings = await settingsOfTrust(tx)
  const { days } = (await schemeOfVersion(tx, order.schemeVersion ?? 1)).scheme.window
  const window = windowAround({ on: storedDate(order.submittedOn ?? new Date(0)), days })
  const sameDay = order.submittedOn
    ? await tx.purchaseOrder.findMany({
        where: {
          trustId: order.trustId,
          supplierId: order.supplierId,
          submittedOn: { gte: new Date(window.begins), lte: new Date(window.ends) },
          id: { not: order.id },
          status: { in: ['awaiting_approval', 'approved', 'sent', 'closed'] },
        },
        select: { number: true, gross: true },
        orderBy: { id: 'asc' },
      })
    : []
  const day = sameDay.reduce((sum, one) => sum + one.gross, order.gross)
  return checks({
    lines: of.ranked.map((line) => ({
      product: line.productName,
      packs: line.packs,
      usualPacks: line.usualPacks,
      contractState: line.contractState,
      offContractReason: line.offContractReason,
      firstPurchase: line.firstPurchase,
      cdCategory: line.cdCategory,
      unlicensed: line.unlicensed,
      unlicensedApproval: approvals.get(line.vmpId) ?? null,
    })),
    supplier: order.supplierName,
    ...(of.reasons.some((one) => one.code === 'NEW_SUPPLIER')
      ? { newSupplier: { account: await openedAccount(tx, of) } }
      : {}),
    raisedBy: of.raisedBy,
    own: of.own,
    days,
    sameDay: sameDay.map((one) => ({ number: one.number, gross: pence(one.gross) })),
    dayTotal: pence(day),
    countedTotal: pence(order.dayTotal ?? order.gross),
    limit: of.limit,
    failed: await supplierFailed(tx, of),
    unusualTimes: settings.unusualTimes,
    prices: of.prices,
  })
}

/** Who opened the account with the supplier of an order, by the record. */
async function openedAccount(tx: Tx, { order }: EvidenceOf): Promise<OpenedAccount | null> {
  const opened = await tx.auditEvent.findFirst({
    where: { trustId: order.trustId, chainId: order.supplierId, verb: 'ACCOUNT_OPENED' },
    select: { at: true, actorId: true },
    orderBy: { seq: 'desc' },
  })
  if (!opened) return null
  const raiser = opened.actorId === order.raisedBy || opened.actorId === order.submittedBy
  return { by: nameOf(await peopleOfTrust(tx), opened.actorId), at: opened.at, raiser }
}

/** Valid approvals to use unlicensed medicines of the order, by VMP id. */
async function validApprovals(tx: Tx, { ranked }: EvidenceOf, now: Date): Promise<Map<string, string>> {
  const vmpIds = [...new Set(ranked.filter((line) => line.unlicensed).map((line) => line.vmpId))]
  if (vmpIds.length === 0) return new Map()
  const rows = await tx.unlicensedApproval.findMany({
    where: { vmpId: { in: vmpIds }, reviewOn: { gte: new Date(londonDate(now)) } },
    orderBy: { id: 'asc' },
  })
  return new Map(rows.map((row) => [row.vmpId, row.number]))
}

const FAILED = {
  NOT_AVAILABLE: 'not available',
  DISCONTINUED: 'discontinued',
  ON_ALLOCATION: 'on allocation',
  BACK_ORDER: 'to follow',
  SUBSTITUTE_OFFERED: 'another pack offered instead',
} as const

/**
 * The answer of a supplier that could not deliver what is now bought off contract: one to this order itself, or to the
 * line that this order replaces, else the newest about the medicine; null where none is on file.
 */
async function supplierFailed(tx: Tx, { order, ranked }: EvidenceOf): Promise<SupplierFailed | null> {
  const off = ranked.filter((line) => line.contractState === 'OFF_CONTRACT')
  if (off.length === 0) return null
  const vmpIds = [...new Set(off.map((line) => line.vmpId))]
  const replaced = off.flatMap((line) => line.replacesLineId ?? [])
  const [row] = await tx.$queryRaw<
    { supplier_name: string; number: string; code: keyof typeof FAILED; packs: number; answered_at: Date }[]
  >`
    SELECT o.supplier_name, o.number, a.code,
      CASE WHEN a.code = 'SUBSTITUTE_OFFERED' THEN l.packs ELSE l.packs - a.packs END AS packs, k.answered_at
    FROM (
      SELECT l.id, l.order_id, l.packs, true AS own FROM order_line l
      WHERE l.trust_id = ${order.trustId}::uuid AND (l.order_id = ${order.id}::uuid OR l.id = ANY (${replaced}::uuid[]))
        AND l.vmp_id = ANY (${vmpIds}::text[])
      UNION ALL
      SELECT l.id, l.order_id, l.packs, false FROM unnest(${vmpIds}::text[]) AS v (vmp_id)
      CROSS JOIN LATERAL (
        SELECT l.id, l.order_id, l.packs FROM order_line l
        WHERE l.trust_id = ${order.trustId}::uuid AND l.vmp_id = v.vmp_id AND l.order_id <> ${order.id}::uuid
        ORDER BY l.id DESC LIMIT 20) l
    ) l
    JOIN acknowledgement_line a ON a.trust_id = ${order.trustId}::uuid AND a.order_line_id = l.id
      AND (a.code IN ('NOT_AVAILABLE', 'DISCONTINUED', 'ON_ALLOCATION', 'BACK_ORDER') OR (l.own AND a.code = 'SUBSTITUTE_OFFERED'))
    JOIN acknowledgement k ON k.trust_id = a.trust_id AND k.id = a.acknowledgement_id
    JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = l.order_id
    ORDER BY l.own DESC, k.answered_at DESC, a.id DESC LIMIT 1`
  if (!row) return null
  const { supplier_name: supplier, number, code, packs, answered_at: at } = row
  return { supplier, number, answer: FAILED[code], packs, at }
}

async function earlierOrders(
  tx: Tx,
  actor: Actor,
  order: Stored,
  line: Stored['orderLines'][number],
): Promise<Evidence['earlier']> {
  const rows = await tx.$queryRaw<
    {
      number: string
      submitted_at: Date
      supplier_name: string
      packs: number
      pack_text: string
      price: bigint
      status: string
      price_confidential: boolean
    }[]
  >`
    SELECT o.number, o.submitted_at, o.supplier_name, l.packs, l.pack_text, l.price, o.status,
      l.price_confidential
    FROM (SELECT l.* FROM order_line l
      WHERE l.trust_id = ${order.trustId}::uuid AND l.vmp_id = ${line.vmpId} AND l.order_id <> ${order.id}::uuid
      ORDER BY l.id DESC LIMIT 40) l
    JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE o.submitted_at IS NOT NULL ORDER BY l.id DESC LIMIT ${MOST_EARLIER}`
  const sight = sightOf(actor)
  const orders = rows.map(
    (row): EarlierOrder => ({
      number: row.number,
      at: row.submitted_at,
      supplier: row.supplier_name,
      packs: row.packs,
      packText: row.pack_text,
      price: seesLinePrice(sight, { priceConfidential: row.price_confidential }) ? price(row.price) : null,
      status: orderStatus(row.status),
    }),
  )
  return { product: line.productName, orders }
}

function nextBestOf(actor: Actor, line: Stored['orderLines'][number]): Evidence['nextBest'] {
  const why = line.why as unknown as Partial<Why> | null
  const next = why?.nextBest
  if (!next || !seesPrice(sightOf(actor), next.confidentiality)) return null
  return {
    vendor: next.vendor.name,
    price: price(next.price),
    perUnit: price(next.perUnit),
    unitName: why?.unitName ?? line.unitName,
    state: next.state,
    off: line.contractState === 'OFF_CONTRACT' ? (line.offContractReason ?? '') : '',
  }
}
