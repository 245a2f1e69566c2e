import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { rolesAtStore } from '#lib/access/sites/site.store.ts'
import { formularyLine } from '#lib/catalogue/formulary/formulary.rules.ts'
import { handlingWords } from '#lib/catalogue/pack.rules.ts'
import { type PriceSight, seesComparison, seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { againstContract } from '#lib/orders/order/approval.rules.ts'
import { decidedOrder, limitOf, ownPart } from '#lib/orders/order/decide.rules.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import { withoutAmounts } from '#lib/orders/order/reason.rules.ts'
import { type Reason, reasons } from '#lib/orders/order/reason.schema.ts'
import { schemeOfVersion } from '#lib/orders/order/scheme.queries.ts'
import { type ApproverRole, LADDER } from '#lib/orders/order/scheme.schema.ts'
import { hiddenAmounts } from '#lib/orders/order/sight.store.ts'
import { mayDecideNow } from '#lib/orders/order/stand-in.rules.ts'
import { presentAt } from '#lib/orders/order/stand-in.store.ts'
import type { Refusal } from '#lib/refusal.ts'
import { type Pence, type Price, pence, price, sumPence } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { type ApprovalView, approvalsOf } from './approvals.queries.ts'
import { type Evidence, evidenceFor } from './evidence.queries.ts'
import { type Waiting, waitingApprovals } from './waiting.queries.ts'

/** A line as it is decided on. Per pack ex VAT, and pence ex VAT; null where the reader may not see the price. */
export type DecisionLine = {
  id: string
  product: string
  brand: string
  packText: string
  packs: number
  /** Null also where there is no contract: then `contracted` is false. */
  contractPrice: Price | null
  contracted: boolean
  price: Price | null
  net: Pence | null
  against: Pence | null
  hidden: boolean
  reason: string | null
  note: string
  /** What must be known of it where it is handled, in words. */
  handled: string[]
  /** What the formulary says of it and why it is ordered, in words; null = nothing to say. */
  formulary: string | null
  /** Where a price that was typed comes from; empty for any other. */
  source: string
}

/** The decision page: one order, what is asked of the reader, and the evidence. Null = no such order in this trust. */
export type DecisionPage = Evidence & {
  number: string
  version: number
  status: OrderStatus
  supplier: string
  store: string
  raisedBy: string
  submittedBy: string
  submittedAt: Date
  sentAt: Date | null
  /** A new version of an order that the supplier already has: saying no drops the change, not the order. */
  change: boolean
  emergency: boolean
  emergencyReason: string
  note: string
  lines: DecisionLine[]
  /** Lines beyond those shown: how many, and their net. */
  more: { lines: number; net: Pence | null }
  lineCount: number
  /**
   * Null where the reader may not see a price in it. `against` = what it costs more than contract, ex VAT. `dayTotal` is
   * the order's own total where the reader may not see another order of the day.
   */
  money: { net: Pence; carriage: Pence; vat: Pence; gross: Pence; dayTotal: Pence; against: Pence } | null
  approvals: ApprovalView[]
  /** Reasons of every approval of the version, most of them the reader's. */
  reasons: Reason[]
  /** The approval the reader may decide, in which role, and up to what. */
  mine:
    | (Pick<Waiting, 'role' | 'retrospective' | 'decideBy' | 'escalated' | 'left'> & {
        as: ApproverRole
        limit: Pence | null
        /** In whose place, until when, up to what (pence with VAT) and why; null = in the reader's own right. */
        inPlaceOf: { name: string; until: Date; most: Pence | null } | null
      })
    | null
  /** Why not, and whose it is; null where `mine`, or where nothing waits. */
  whyNot: ({ refusal: Refusal } & Pick<Waiting, 'goesTo' | 'who' | 'role'>) | null
  /** The reader's place in their inbox, 1 is first; null when it is not in it. */
  place: { at: number; of: number } | null
}

/** Lines shown on the page; the rest stands on the order's own. Those a reason names come first. */
const MOST_LINES = 50

type Stored = Prisma.PurchaseOrderGetPayload<{ include: { store: true; orderLines: true } }>
type StoredLine = Stored['orderLines'][number]

/** The decision page of an order. */
export async function decisionPage(actor: Actor, now: Date, number: string): Promise<DecisionPage | null> {
  if (!may(actor, 'approvals.view')) return null
  return withTrust(actor, async (tx) => {
    const order = await tx.purchaseOrder.findFirst({
      where: { trustId: actor.trustId, number },
      include: { store: true, orderLines: { where: { state: 'open' }, orderBy: { lineNo: 'asc' } } },
    })
    if (!order?.submittedAt) return null
    const people = await peopleOfTrust(tx)
    const { waiting: here } = await waitingApprovals(tx, actor, now, people, { orderId: order.id })
    const chosen = here.find((one) => one.mine) ?? here.find((one) => one.whyNot === null) ?? here[0]
    const version = chosen?.version ?? order.version
    const rows = await tx.approval.findMany({ where: { orderId: order.id, version } })
    const found = rows.map((row) => ({ role: row.role, reasons: reasons.parse(row.reasons) }))
    const asked = found
      .filter((row) => row.role === chosen?.role)
      .concat(found.filter((row) => row.role !== chosen?.role))
    const hidden = await hiddenAmounts(tx, actor, [order.id])
    const seesDay = !hidden.days.has(order.id)
    const all = onceEach(asked.flatMap((row) => row.reasons)).map((one) => (seesDay ? one : withoutAmounts(one)))
    const mine = chosen?.whyNot === null ? await myPart(tx, actor, { order, rows, chosen, people, now }) : null
    const view = linesOf(actor, order, all, { total: !hidden.totals.has(order.id), day: seesDay })
    const evidence = await evidenceFor(tx, actor, now, {
      order,
      ranked: view.ranked,
      named: view.named,
      reasons: all,
      raisedBy: nameOf(people, order.raisedBy),
      own: actor.personId === null ? null : ownPart(actor.personId, order),
      limit: mine?.limit ?? null,
      prices: seesDay,
    })
    const queue = mine ? (await waitingApprovals(tx, actor, now, people)).waiting.filter((one) => one.mine) : []
    const at = queue.findIndex((one) => one.orderId === order.id)
    return {
      number: order.number,
      version,
      status: orderStatus(order.status),
      supplier: order.supplierName,
      store: order.store.name,
      raisedBy: nameOf(people, order.raisedBy),
      submittedBy: nameOf(people, order.submittedBy),
      submittedAt: order.submittedAt,
      sentAt: order.sentAt,
      change: order.sentAt !== null && order.status === 'awaiting_approval',
      emergency: order.emergency,
      emergencyReason: order.emergencyReason,
      note: order.note,
      ...view.shown,
      money: view.money,
      approvals: await approvalsOf(tx, actor, now, order.id, people),
      reasons: all,
      mine,
      whyNot: chosen?.whyNot
        ? { refusal: chosen.whyNot, goesTo: chosen.goesTo, who: chosen.who, role: chosen.role }
        : null,
      place: at < 0 ? null : { at: at + 1, of: queue.length },
      ...evidence,
    }
  })
}

/** Each reason once: several signatures are asked for by the same one. */
function onceEach(all: readonly Reason[]): Reason[] {
  const seen = new Map(all.map((one) => [JSON.stringify(one), one]))
  return [...seen.values()]
}

async function myPart(
  tx: Tx,
  actor: Actor,
  of: {
    order: Stored
    rows: Prisma.ApprovalGetPayload<object>[]
    chosen: Waiting
    people: Map<string, TrustPerson>
    now: Date
  },
): Promise<DecisionPage['mine']> {
  const { order, rows, chosen, people, now } = of
  const { scheme } = await schemeOfVersion(tx, order.schemeVersion ?? 1)
  const present = await presentAt(tx, now, people, { storeId: order.storeId })
  const roles = await rolesAtStore(tx, actor, order.storeId)
  const asked = rows.filter((row) => row.role === chosen.role && row.step === chosen.step && row.state === 'waiting')
  const facts = decidedOrder(order, rows)
  const decision = asked
    .map((row) => mayDecideNow({ ...actor, roles }, present, facts, { ...chosen, people: row.people }, scheme))
    .find((one) => one.ok)
  if (!decision?.ok) return null
  const { as, standIn } = decision.value
  const { role, retrospective, decideBy, escalated, left } = chosen
  const money = LADDER.find((one) => one === as && role !== 'pharmacist')
  const theirs = money ? limitOf(scheme, money) : null
  const most = money ? (standIn?.most ?? null) : null
  return {
    ...{ role, retrospective, decideBy, escalated, left, as },
    limit: most !== null && (theirs === null || most < theirs) ? most : theirs,
    inPlaceOf: standIn && { name: nameOf(people, standIn.forPerson), until: standIn.until, most },
  }
}

/** The lines to show, those that a reason names first, and the totals where every price may be seen. */
function linesOf(actor: Actor, order: Stored, all: readonly Reason[], may: { total: boolean; day: boolean }) {
  const sight = sightOf(actor)
  const named = new Set(all.flatMap((one) => ('lineIds' in one ? one.lineIds : [])))
  const ranked = [
    ...order.orderLines.filter((line) => named.has(line.id)),
    ...order.orderLines.filter((line) => !named.has(line.id)),
  ]
  const rest = ranked.slice(MOST_LINES)
  const against = sumPence(order.orderLines.map((line) => difference(line)))
  return {
    ranked,
    named,
    shown: {
      lines: ranked.slice(0, MOST_LINES).map((line) => shownLine(line, sight)),
      more: {
        lines: rest.length,
        net: may.total ? sumPence(rest.map((line) => pence(line.net))) : null,
      },
      lineCount: order.orderLines.length,
    },
    money: may.total
      ? {
          net: pence(order.net),
          carriage: pence(order.carriage),
          vat: pence(order.vat),
          gross: pence(order.gross),
          dayTotal: pence(may.day ? (order.dayTotal ?? order.gross) : order.gross),
          against,
        }
      : null,
  }
}

function difference(line: StoredLine): Pence {
  const contractPrice = line.contractPrice === null ? null : price(line.contractPrice)
  return againstContract({ price: price(line.price), contractPrice, packs: packs(line.packs) })
}

function shownLine(line: StoredLine, sight: PriceSight): DecisionLine {
  const sees = seesLinePrice(sight, line)
  const compares = seesComparison(sight, line)
  return {
    id: line.id,
    product: line.productName,
    brand: line.brand,
    packText: line.packText,
    packs: line.packs,
    contractPrice: compares && line.contractPrice !== null ? price(line.contractPrice) : null,
    contracted: line.contractPrice !== null,
    price: sees ? price(line.price) : null,
    net: sees ? pence(line.net) : null,
    against: compares ? difference(line) : null,
    hidden: !sees,
    reason: line.offContractReason,
    note: line.offContractNote,
    handled: handlingWords(line),
    formulary: formularyLine(line),
    source: line.priceBasis === 'typed' ? line.priceSource : '',
  }
}

/** What an actor decided about an order last, for the words at the head of the next page; null for nothing. */
export async function lastDecision(
  actor: Actor,
  number: string,
): Promise<{
  number: string
  supplier: string
  state: string
  retrospective: boolean
  status: OrderStatus
  queued: boolean
} | null> {
  if (!may(actor, 'approvals.view') || actor.personId === null) return null
  const { personId } = actor
  return withTrust(actor, async (tx) => {
    const row = await tx.approval.findFirst({
      where: { trustId: actor.trustId, decidedBy: personId, order: { number } },
      orderBy: { decidedAt: 'desc' },
      include: { order: { include: { transmissions: { select: { version: true } } } } },
    })
    if (!row) return null
    const { order } = row
    return {
      number,
      supplier: order.supplierName,
      state: row.state,
      retrospective: row.retrospective,
      status: orderStatus(order.status),
      queued: order.transmissions.some((one) => one.version === row.version),
    }
  })
}

/** The order that comes after one in the reader's inbox, or its first; null when nothing is left. */
export async function nextToDecide(actor: Actor, now: Date): Promise<string | null> {
  if (!may(actor, 'order.approve') && !may(actor, 'order.approve_clinical')) return null
  return withTrust(actor, async (tx) => {
    const { waiting } = await waitingApprovals(tx, actor, now, await peopleOfTrust(tx))
    return waiting.find((one) => one.mine)?.number ?? null
  })
}
