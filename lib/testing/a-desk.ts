import type { Desk, DeskLine, DeskOrder, DeskProduct } from '#lib/orders/receive/desk.rules.ts'
import { localDate } from '#lib/values/dates.ts'

/** A product of a test desk: its AMPP id doubles as its name's end, its barcode is given. */
export function deskProduct(amppId: string, more: Partial<DeskProduct> = {}): DeskProduct {
  return {
    amppId,
    vmpId: `vmp ${amppId}`,
    name: `Product ${amppId}`,
    brand: '',
    maker: 'Calder Generics',
    packText: '10 vials',
    unitsMilli: 10_000,
    cdCategory: '0000',
    fridge: false,
    hazardous: false,
    marks: [],
    unlicensed: false,
    codes: [],
    usedPerDay: 0,
    ...more,
  }
}

/** A line of a test desk. */
export function deskLine(id: string, amppId: string, packs: number, more: Partial<DeskLine> = {}): DeskLine {
  return {
    id,
    orderNumber: 'RZZ-PH-26-000001-9',
    lineNo: 1,
    amppId,
    packs,
    received: 0,
    closed: 0,
    over: 0,
    dueOn: localDate('2026-11-23'),
    batchRequired: true,
    proposed: false,
    promised: null,
    ...more,
  }
}

/** An order of a test desk. */
export function deskOrder(number: string, more: Partial<DeskOrder> = {}): DeskOrder {
  return { number, status: 'sent', raisedBy: 'Priya Nair', why: null, who: [], changing: false, ...more }
}

/** A desk of Meridian Wholesale at the main store on 23 November 2026. */
export function aDesk(more: Partial<Desk> = {}): Desk {
  return {
    trustId: 'trust',
    receiver: 'receiver',
    supplier: { id: 'meridian', name: 'Meridian Wholesale' },
    store: { id: 'store', name: 'Main store', site: 'St Mary’s Road', cupboard: false },
    terms: { today: localDate('2026-11-23'), fridge: { from: 20, to: 80 }, shelfLifeDays: 180 },
    orders: [deskOrder('RZZ-PH-26-000001-9')],
    products: [],
    lines: [],
    bookedToday: [],
    more: false,
    ...more,
  }
}
