import { searchable } from '#lib/catalogue/pack.rules.ts'
import { outstandingPacks, toComePacks } from '#lib/orders/order/order.progress.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { ReceivableLine, ReceivingTerms } from './receive.rules.ts'

/** A code that a pack is known by. `endedOn`: the last day it was in use, null while it is. */
export type DeskCode = { kind: 'GTIN' | 'SUPPLIER' | 'NPC' | 'LOCAL'; code: string; endedOn: LocalDate | null }

/** A pack that a delivery may hold. Contents and daily usage in thousandths of a VMP unit. */
export type DeskProduct = {
  amppId: string
  vmpId: string
  name: string
  brand: string
  maker: string
  packText: string
  unitsMilli: number
  cdCategory: string
  fridge: boolean
  hazardous: boolean
  /** What else was known of it when it was ordered, in words. */
  marks: string[]
  unlicensed: boolean
  codes: DeskCode[]
  usedPerDay: number
}

/** A line of an order that is with the supplier. Quantities in packs. */
export type DeskLine = {
  id: string
  orderNumber: string
  lineNo: number
  amppId: string
  packs: number
  received: number
  closed: number
  over: number
  dueOn: LocalDate | null
  batchRequired: boolean
  /** Another pack that a change offers and nobody agreed to yet. */
  proposed: boolean
  /** Packs the supplier's newest answer promises in all; null = it says nothing else than the order. */
  promised: number | null
}

/**
 * An order that is with the supplier. `why` says what keeps this person from booking it in: they raised or changed it
 * (raiser is not receiver); null = they may. `who` are people who may, where it is their own. `changing`: a change of it
 * waits for approval, so the supplier brings what was ordered before it.
 */
export type DeskOrder = {
  number: string
  status: string
  raisedBy: string
  why: 'yours' | null
  who: string[]
  changing: boolean
}

/** Everything goods-in needs of one supplier and one store, so that it works without a signal. Plain JSON. */
export type Desk = {
  trustId: string
  receiver: string
  supplier: { id: string; name: string }
  store: { id: string; name: string; site: string; cupboard: boolean }
  terms: ReceivingTerms
  orders: DeskOrder[]
  products: DeskProduct[]
  lines: DeskLine[]
  /** Lines of which something was booked in today. */
  bookedToday: string[]
  /** Lines are left out because there are too many. */
  more: boolean
}

/** Orders, lines and products that were looked up besides: of an order that is closed, for example. */
export type DeskExtra = Pick<Desk, 'orders' | 'products' | 'lines'>

/** Two lots of orders, lines and products as one; what the first has already stays as it is. */
export function joinExtra(own: DeskExtra, more: DeskExtra): DeskExtra {
  const join = <T>(first: readonly T[], second: readonly T[], key: (one: T) => string): T[] => {
    const known = new Set(first.map(key))
    return [...first, ...second.filter((one) => !known.has(key(one)))]
  }
  return {
    orders: join(own.orders, more.orders, (one) => one.number),
    products: join(own.products, more.products, (one) => one.amppId),
    lines: join(own.lines, more.lines, (one) => one.id),
  }
}

/** The desk with what was looked up besides. */
export function withExtra(desk: Desk, extra: DeskExtra): Desk {
  return { ...desk, ...joinExtra(desk, extra) }
}

/** The product of a desk by its AMPP id. */
export function productOf(desk: Desk, amppId: string): DeskProduct | undefined {
  return desk.products.find((one) => one.amppId === amppId)
}

/** Whether all that this person may book in of a product is only proposed: it is kept apart until somebody agrees. */
export function isOnlyProposed(desk: Desk, amppId: string): boolean {
  const open = fillableLines(desk, amppId).filter((line) => stillToCome(line) > 0)
  return open.length > 0 && open.every((line) => line.proposed)
}

/** Orders on which a product can be booked in although the supplier said that nothing of it will come; none where some is expected. */
export function notComingOrders(desk: Desk, amppId: string): string[] {
  const open = fillableLines(desk, amppId).filter((line) => stillToCome(line) > 0)
  return open.some((line) => expectedPacks(line) > 0) ? [] : [...new Set(open.map((line) => line.orderNumber))]
}

/** Packs of a line that can still be booked in on it, promised or not. */
export function stillToCome(line: DeskLine): number {
  return outstandingPacks(line)
}

/** Packs of a line that are to be expected: no more than the supplier promises. */
export function expectedPacks(line: DeskLine): number {
  return toComePacks(line, line.promised)
}

/**
 * Lines of a product that this person may book in, in the order in which packs fill them: the wanted order, then the
 * earliest due; what the supplier said will not come only after that.
 */
export function fillableLines(desk: Desk, amppId: string, first: string | null = null): DeskLine[] {
  const blocked = new Set(desk.orders.filter((one) => one.why !== null).map((one) => one.number))
  return desk.lines
    .filter((line) => line.amppId === amppId && !blocked.has(line.orderNumber))
    .sort((a, b) => fillKey(a, first).localeCompare(fillKey(b, first)))
}

function fillKey(line: DeskLine, first: string | null): string {
  const done = stillToCome(line) === 0 ? 1 : 0
  const agreed = line.proposed ? 1 : 0
  const wanted = line.orderNumber === first ? 0 : 1
  const coming = expectedPacks(line) > 0 ? 0 : 1
  return `${done}${agreed}${coming}${wanted}${line.dueOn ?? '9999-12-31'}${line.orderNumber}${line.lineNo.toString().padStart(6, '0')}`
}

/** The lines as the rules of booking in look at them, by id. */
export function receivableLines(desk: Desk): Map<string, ReceivableLine> {
  const orders = new Map(desk.orders.map((one) => [one.number, one]))
  return new Map(
    desk.lines.map((line) => {
      const order = orders.get(line.orderNumber)
      const product = productOf(desk, line.amppId)
      return [
        line.id,
        {
          ...line,
          orderStatus: order?.status ?? 'sent',
          withSupplier: true,
          raisers: order?.why === 'yours' ? [desk.receiver] : [],
          supplierId: desk.supplier.id,
          storeId: desk.store.id,
          product: product?.name ?? '',
          fridge: product?.fridge ?? false,
          controlled: (product?.cdCategory ?? '0000') !== '0000',
        },
      ]
    }),
  )
}

/** How a product is told from others on a list: the medicine, its pack, who makes it. */
export function productSearchText(product: DeskProduct): string {
  return ` ${searchable(`${product.name} ${product.packText} ${product.brand} ${product.maker}`)}`
}

/** Something left to count: a product with what is still to come of it over its lines. Packs. */
export type LeftProduct = {
  product: DeskProduct
  controlled: boolean
  orders: string[]
  packs: number
  due: LocalDate | null
}

/** Which of what is left: expected now, expected later, or said by the supplier not to come. */
export type LeftWhen = 'now' | 'later' | 'not_coming'

/**
 * What is left to count, product by product: the wanted order first, then fridge lines (time out of the fridge counts),
 * then controlled drugs, then by day and name. `counted` are lines counted on this device; they are not left.
 * `now` is what is due today or before (or has no day) and what stands on the wanted order; `later` all else, and the
 * rest of lines of which some came today; `not_coming` what the supplier said will not come, in case it does.
 */
export function leftProducts(
  desk: Desk,
  counted: ReadonlyMap<string, number>,
  { when, first }: { when: LeftWhen; first: string | null },
): LeftProduct[] {
  const products = new Map(desk.products.map((one) => [one.amppId, one]))
  const booked = new Set(desk.bookedToday)
  const groups = new Map<string, LeftProduct>()
  for (const line of openLines(desk)) {
    const product = products.get(line.amppId)
    const expected = expectedPacks(line)
    const now = (isDue(line, desk.terms.today) || line.orderNumber === first) && !booked.has(line.id)
    const is: LeftWhen = expected === 0 ? 'not_coming' : now ? 'now' : 'later'
    if (!product || counted.has(line.id) || is !== when) continue
    const group = groups.get(line.amppId) ?? {
      product,
      controlled: product.cdCategory !== '0000',
      orders: [],
      packs: 0,
      due: line.dueOn,
    }
    group.packs += expected === 0 ? stillToCome(line) : expected
    if (!group.orders.includes(line.orderNumber)) group.orders.push(line.orderNumber)
    if (line.dueOn !== null && (group.due === null || line.dueOn < group.due)) group.due = line.dueOn
    groups.set(line.amppId, group)
  }
  const rank = ({ orders, product, controlled, due }: LeftProduct) =>
    `${first !== null && orders.includes(first) ? 0 : 1}${product.fridge ? 0 : 1}${controlled ? 0 : 1}${due ?? ''}${product.name}`
  return [...groups.values()].sort((a, b) => rank(a).localeCompare(rank(b)))
}

/** Whether a line is expected by a day: due then or before, or without a day of its own. */
export function isDue(line: DeskLine, today: LocalDate): boolean {
  return line.dueOn === null || line.dueOn <= today
}

/** Lines of which packs may still come that this person may book in. */
export function openLines(desk: Desk): DeskLine[] {
  const blocked = new Set(desk.orders.filter((one) => one.why !== null).map((one) => one.number))
  return desk.lines.filter((line) => stillToCome(line) > 0 && !blocked.has(line.orderNumber))
}

/** How far a delivery has come, in lines: booked in today, counted on this device, and all that is expected. */
export type DeskProgress = { booked: number; counted: number; all: number }

/** Lines of this delivery: what is due (all that is to come where nothing is due), what was booked in today, what was counted. */
export function deskProgress(desk: Desk, counted: ReadonlyMap<string, number>, first: string | null): DeskProgress {
  const open = openLines(desk).filter((line) => expectedPacks(line) > 0)
  const due = open.filter((line) => isDue(line, desk.terms.today) || line.orderNumber === first)
  const expected = (due.length > 0 || desk.bookedToday.length > 0 ? due : open).map((line) => line.id)
  return {
    booked: desk.bookedToday.filter((id) => !counted.has(id)).length,
    counted: counted.size,
    all: new Set([...expected, ...desk.bookedToday, ...counted.keys()]).size,
  }
}
