import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { GoodsReceivedNoteProps } from '#lib/documents/goods-received-note.ts'
import { needsRegister } from '#lib/orders/order/cd-register.rules.ts'
import { changeWaits } from '#lib/orders/order/order.status.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { normaliseDocumentNumber } from '#lib/values/order-number.ts'
import { packs } from '#lib/values/packs.ts'
import { leftInQuarantine } from './quarantine.rules.ts'
import type { QuarantineOutcome } from './receive.schema.ts'
import { isVariance, VARIANCE_NAMES, type Variance } from './variance.rules.ts'
import { isProposed } from './waiting-change.rules.ts'

/** One batch of a goods received note. Packs; a reversal's are below zero. */
export type NoteLine = {
  id: string
  orderNumber: string
  lineNo: number
  product: string
  packText: string
  maker: string
  batch: string
  expiry: LocalDate | null
  accepted: number
  rejected: number
  over: number
  ordered: number
  variance: Variance | null
  fridgeTenths: number | null
  quarantined: boolean
  note: string
  /** Packs beyond the order, with what was decided on them. */
  held: {
    id: string
    packs: number
    decision: 'keep' | 'return' | null
    decidedBy: string | null
    decidedAt: Date | null
    reason: string
    /** The actor counted them, so somebody else decides. */
    mine: boolean
  } | null
  /** Packs booked in to quarantine: how many are left there, and what was decided on the others. */
  apart: {
    left: number
    mine: boolean
    /** Of a change of the order that nobody agreed to: not to be released. */
    agreed: boolean
    decisions: QuarantineView[]
  } | null
  /** A controlled drug that the register has to hold: where it stands there; `reference` null = not said yet. */
  register: { reference: string | null; by: string | null; at: Date | null } | null
}

/** A decision on packs in quarantine. */
export type QuarantineView = {
  id: string
  packs: number
  outcome: QuarantineOutcome
  variance: Variance | null
  reason: string
  by: string
  at: Date
}

/** Everything the page of a goods received note shows. */
export type NotePage = {
  id: string
  number: string
  supplier: { id: string; name: string }
  store: { id: string; name: string; site: string; address: string[] }
  deliveryNote: string
  note: string
  receivedAt: Date
  receivedBy: { name: string; role: string }
  lines: NoteLine[]
  orders: string[]
  /** The note this one takes back. */
  reverses: { number: string; reason: string } | null
  /** The note that took this one back. */
  reversedBy: { number: string; at: Date; by: string; reason: string } | null
}

/** A goods received note of the actor's trust by its number; null for any other. Needs `delivery.view`. */
export async function notePage(actor: Actor, number: string): Promise<NotePage | null> {
  const known = normaliseDocumentNumber(number)
  if (!may(actor, 'delivery.view') || known === null) return null
  return withTrust(actor, async (tx) => {
    const receipt = await tx.receipt.findFirst({
      where: { trustId: actor.trustId, number: known },
      include: {
        store: { include: { site: true } },
        receiptLines: {
          orderBy: { id: 'asc' },
          include: {
            overDelivery: true,
            cdRegisterEntry: true,
            quarantineDecisions: { orderBy: { id: 'asc' } },
            orderLine: { include: { order: { select: { number: true, status: true, sentAt: true, version: true } } } },
          },
        },
      },
    })
    if (!receipt) return null
    const people = await peopleOfTrust(tx)
    const taken = receipt.reversesId
      ? await tx.receipt.findFirst({ where: { trustId: actor.trustId, id: receipt.reversesId } })
      : null
    const taker = await tx.receipt.findFirst({ where: { trustId: actor.trustId, reversesId: receipt.id } })
    const apartOf = (line: (typeof receipt.receiptLines)[number], takenBack: boolean): NoteLine['apart'] => {
      const { order, ...orderLine } = line.orderLine
      const change = { version: order.version, waits: changeWaits(order) }
      return {
        left: leftInQuarantine({
          ...{ quarantined: true, accepted: line.acceptedPacks, takenBack },
          kept: line.overDelivery?.decision === 'keep' ? line.overDelivery.packs : 0,
          decided: line.quarantineDecisions.reduce((sum, one) => sum + one.packs, 0),
        }),
        mine: receipt.receivedBy === actor.personId,
        agreed: orderLine.state !== 'cancelled' && !isProposed(change, orderLine),
        decisions: line.quarantineDecisions.map((one) => ({
          ...{ id: one.id, packs: one.packs, outcome: one.outcome as QuarantineOutcome, reason: one.reason },
          variance: one.variance !== null && isVariance(one.variance) ? one.variance : null,
          ...{ by: nameOf(people, one.decidedBy), at: one.decidedAt },
        })),
      }
    }
    const lines = receipt.receiptLines.map((line): NoteLine => {
      const held = line.overDelivery
      const entry = line.cdRegisterEntry
      const registered = taker === null && needsRegister(line.orderLine.cdCategory, line.acceptedPacks)
      return {
        id: line.id,
        orderNumber: line.orderLine.order.number,
        lineNo: line.orderLine.lineNo,
        product: line.orderLine.productName,
        packText: line.orderLine.packText,
        maker: line.orderLine.maker,
        batch: line.batch,
        expiry: line.expiry && storedDate(line.expiry),
        accepted: line.acceptedPacks,
        rejected: line.rejectedPacks,
        over: line.overPacks,
        ordered: line.orderLine.packs,
        variance: line.variance !== null && isVariance(line.variance) ? line.variance : null,
        fridgeTenths: line.fridgeTenths,
        quarantined: line.quarantined,
        note: line.note,
        held: held && {
          id: held.id,
          packs: held.packs,
          decision: held.decision === 'keep' || held.decision === 'return' ? held.decision : null,
          decidedBy: held.decidedBy ? nameOf(people, held.decidedBy) : null,
          decidedAt: held.decidedAt,
          reason: held.reason,
          mine: held.foundBy === actor.personId,
        },
        register:
          registered || entry
            ? {
                ...{ reference: entry?.reference ?? null, by: entry && nameOf(people, entry.enteredBy) },
                at: entry?.enteredAt ?? null,
              }
            : null,
        apart: line.quarantined && receipt.reversesId === null ? apartOf(line, taker !== null) : null,
      }
    })
    return {
      id: receipt.id,
      number: receipt.number,
      supplier: { id: receipt.supplierId, name: receipt.supplierName },
      store: {
        id: receipt.storeId,
        name: receipt.store.name,
        site: receipt.store.site.name,
        address: receipt.store.site.address,
      },
      deliveryNote: receipt.deliveryNote,
      note: receipt.note,
      receivedAt: receipt.receivedAt,
      receivedBy: { name: nameOf(people, receipt.receivedBy), role: roleOf(people, receipt.receivedBy) },
      lines,
      orders: [...new Set(lines.map((line) => line.orderNumber))],
      reverses: taken && { number: taken.number, reason: receipt.reversalReason },
      reversedBy: taker && {
        number: taker.number,
        at: taker.receivedAt,
        by: nameOf(people, taker.receivedBy),
        reason: taker.reversalReason,
      },
    }
  })
}

function roleOf(people: Map<string, TrustPerson>, id: string): string {
  const roles = people.get(id)?.roles ?? []
  const role = roles.find((one) => may({ roles: [one] }, 'order.receive')) ?? roles[0]
  return role ? ROLE_NAMES[role] : 'Goods-in'
}

/** A note as its document says it. Made at the time of booking in, so that the same note gives the same bytes. */
export function noteDocument(actor: Pick<Actor, 'trustName' | 'odsCode'>, note: NotePage): GoodsReceivedNoteProps {
  return {
    number: note.number,
    madeAt: note.receivedAt,
    receivedAt: note.receivedAt,
    receivedBy: note.receivedBy,
    trust: { name: actor.trustName, odsCode: actor.odsCode },
    store: { name: `${note.store.name}, ${note.store.site}`, address: note.store.address },
    supplier: { name: note.supplier.name },
    deliveryNote: note.deliveryNote,
    orderNumbers: note.orders,
    reverses: note.reverses,
    note: note.note,
    lines: note.lines.map((line) => ({
      orderNumber: line.orderNumber,
      lineNo: line.lineNo,
      name: line.product,
      packText: line.packText,
      batch: line.batch === '' ? null : line.batch,
      expiry: line.expiry,
      accepted: packs(line.accepted),
      rejected: packs(line.rejected),
      over: packs(line.over),
      variance: line.variance && VARIANCE_NAMES[line.variance],
      fridgeTenths: line.fridgeTenths,
      quarantined: line.quarantined,
      note: line.note,
    })),
  }
}
