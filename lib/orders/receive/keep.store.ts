import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { rolesAtStore } from '#lib/access/sites/site.store.ts'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import { seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import type { OrderOfDay } from '#lib/orders/order/approval.rules.ts'
import { committedWithin, windowAround } from '#lib/orders/order/day.store.ts'
import type { Decider } from '#lib/orders/order/decide.rules.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import { presentAt } from '#lib/orders/order/stand-in.store.ts'
import type { Refusal } from '#lib/refusal.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { type Pence, price } from '#lib/values/money.ts'
import { type ExceededLine, keepingOf, mayKeep } from './keep.rules.ts'

/** What keeping packs would take, as a page says it beforehand: `worth` in pence with VAT, null where it is not shown. */
export type KeepingView = { worth: Pence | null; refusal: Refusal | null }

/** Whether the reader could keep packs beyond an order as things stand, and what they cost. Nothing is locked. */
export async function keepingView(
  tx: Tx,
  asking: { actor: Actor; now: Date },
  over: { packs: number; foundBy: string; storeId: string },
  order: Order,
  line: Line,
): Promise<KeepingView> {
  const { scheme, on, days } = await daysOf(tx, order, asking.now)
  const window = { supplierIds: [order.supplierId], ...windowAround({ on, days }), except: [] }
  const all = await committedWithin(tx, asking.actor.trustId, window)
  const excess = excessOf(order, line, over.packs, all.get(order.supplierId) ?? [])
  const { actor, people } = await keepersAt(tx, asking, over)
  const may = mayKeep(actor, people, excess, scheme.scheme, asking.now)
  const seen = seesLinePrice(sightOf(asking.actor), line)
  return {
    worth: seen ? keepingOf(excess, scheme.scheme, asking.now).worth.gross : null,
    refusal: may.ok ? null : may.refusal,
  }
}

type Order = Prisma.PurchaseOrderGetPayload<object>
type Line = Prisma.OrderLineGetPayload<object>

/** The days that count as one commitment with an order, under the scheme it was submitted under. */
export async function daysOf(
  tx: Tx,
  order: Order,
  now: Date,
): Promise<{ scheme: VersionedScheme; on: LocalDate; days: number }> {
  const scheme = await schemeOfVersion(tx, order.schemeVersion ?? 1)
  const on = order.submittedOn ? storedDate(order.submittedOn) : londonDate(now)
  return { scheme, on, days: scheme.scheme.window.days }
}

/** What the rules look at of an order's line and everything it is one commitment with. */
export function excessOf(order: Order, line: Line, count: number, commitment: readonly OrderOfDay[]) {
  const { kind, raisedBy, submittedBy, changers } = order
  return { order: { kind, raisedBy, submittedBy, changers }, line: exceededLine(line), packs: count, commitment }
}

function exceededLine(line: Line): ExceededLine {
  const { id, cdCategory, unlicensed, firstPurchase, highCost, needsPharmacist, offContractReason, vatRate } = line
  return {
    ...{ id, cdCategory, unlicensed, firstPurchase, highCost, needsPharmacist, offContractReason, vatRate },
    contractState: line.contractState as ContractState,
    price: price(line.price),
    contractPrice: line.contractPrice === null ? null : price(line.contractPrice),
  }
}

/**
 * Who decides, with the roles that count for the store at this moment, and everybody else there who could; without who
 * counted the packs.
 */
export async function keepersAt(
  tx: Tx,
  asking: { actor: Actor; now: Date },
  of: { storeId: string; foundBy: string },
): Promise<{ actor: Decider; people: (Decider & { name: string })[] }> {
  const everybody = await peopleOfTrust(tx)
  const { personId } = asking.actor
  const has = everybody.get(personId ?? '')?.roles ?? []
  const counting = await rolesAtStore(tx, asking.actor, of.storeId)
  const { people } = await presentAt(tx, asking.now, everybody, { storeId: of.storeId })
  return {
    actor: { personId, roles: counting.filter((role) => has.includes(role)) },
    people: people.filter((one) => one.personId !== of.foundBy),
  }
}
