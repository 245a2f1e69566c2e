import type { FieldError } from '#lib/action-answer.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { type Ok, ok, type Refused, type Result, refuse } from '#lib/result.ts'
import { daysBetween, type LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'
import type { ReceivedEntry } from './receive.schema.ts'
import type { Variance } from './variance.rules.ts'

/** What goods-in must know of an order line. Quantities in packs. */
export type ReceivableLine = {
  id: string
  orderNumber: string
  orderStatus: string
  /** The supplier has its order, or brought all of it: goods of any other order cannot be booked in. */
  withSupplier: boolean
  /** Only proposed by a change that waits for approval: another pack, offered instead, that nobody agreed to yet. */
  proposed: boolean
  /** The people who raised or changed its order: none of them may book it in. */
  raisers: readonly string[]
  supplierId: string
  storeId: string
  product: string
  packs: number
  received: number
  closed: number
  over: number
  batchRequired: boolean
  fridge: boolean
  controlled: boolean
}

/** What the trust and its agreement with the supplier ask for. Temperatures in tenths of a degree Celsius. */
export type ReceivingTerms = { today: LocalDate; fridge: { from: number; to: number }; shelfLifeDays: number }

/** An entry as it will be booked: how much of it is beyond the order, and whether it must be kept apart. */
export type BookedEntry = ReceivedEntry & { over: number; quarantined: boolean }

/** What never counts as the thing ordered: it is sent back, and a line of its own is raised where it is wanted. */
const NEVER_KEPT: readonly (Variance | null)[] = ['WRONG_ITEM', 'WRONG_PACK']

/**
 * Decides a whole delivery at once: nothing is booked in unless everything may be. Raiser is not receiver (segregation of
 * duties); batch and expiry where the class asks for them; a fridge line needs its temperature, and outside the range it
 * is quarantined or sent back; a recalled batch and a pack nobody agreed to yet are quarantined; a wrong item or pack is never kept as the one ordered;
 * expired stock is never accepted; less than the agreed shelf life must be said; what is sent back or different carries a
 * reason; what is beyond the order is held for a decision, and more than three times what was ordered must be said to be
 * so: it is a slip of the key more often than a delivery.
 * A line may answer under another's id, whose place it took: what is booked names the line itself.
 * Refusals: RECEIVER_RAISED, NOT_RECEIVABLE, INVALID with a message for each entry (field `entries[n].name`).
 */
export function bookIn(
  receiver: string,
  place: { supplierId: string; storeId: string },
  lines: ReadonlyMap<string, ReceivableLine>,
  entries: readonly ReceivedEntry[],
  terms: ReceivingTerms,
): Result<BookedEntry[]> {
  const errors: FieldError[] = []
  const left = new Map<string, number>()
  const booked: BookedEntry[] = []
  for (const [index, entry] of entries.entries()) {
    const line = lines.get(entry.lineId)
    const known = mayReceive(receiver, place, line)
    if (!known.ok) return known
    errors.push(
      ...problems(known.value, entry, terms).map((one) => ({ ...one, field: `entries[${index}].${one.field}` })),
    )
    const { id } = known.value
    const open = left.get(id) ?? outstandingPacks(known.value)
    const over = Math.max(0, entry.accepted - open)
    left.set(id, Math.max(0, open - entry.accepted))
    if (entry.variance === null && isFarBeyond(known.value, over)) {
      const message = `${known.value.product}: ${formatCounted(entry.accepted, 'pack')} came where ${formatCounted(known.value.packs, 'pack')} were ordered: count again, or mark it as more than ordered`
      errors.push({ field: `entries[${index}].variance`, message })
    }
    booked.push({ ...entry, lineId: id, over, quarantined: keptApart(known.value, entry, terms) })
  }
  return errors.length > 0 ? refuse({ code: 'INVALID', errors }) : ok(booked)
}

/** Whether so many packs beyond the order are more than anybody delivers by mistake. */
function isFarBeyond(line: Pick<ReceivableLine, 'packs'>, over: number): boolean {
  return over > 2 * line.packs && over > 5
}

function mayReceive(
  receiver: string,
  place: { supplierId: string; storeId: string },
  line: ReceivableLine | undefined,
): Ok<ReceivableLine> | Refused {
  if (!line || line.supplierId !== place.supplierId || line.storeId !== place.storeId) {
    return refuse({ code: 'NOT_FOUND', what: 'line' })
  }
  if (!line.withSupplier) {
    return refuse({ code: 'NOT_RECEIVABLE', number: line.orderNumber, status: line.orderStatus })
  }
  if (line.raisers.includes(receiver)) return refuse({ code: 'RECEIVER_RAISED', number: line.orderNumber })
  return ok(line)
}

function keptApart(line: ReceivableLine, entry: ReceivedEntry, terms: ReceivingTerms): boolean {
  return line.proposed || entry.quarantined || entry.variance === 'RECALLED_BATCH' || outOfRange(line, entry, terms)
}

function outOfRange(line: ReceivableLine, entry: ReceivedEntry, { fridge }: ReceivingTerms): boolean {
  if (!line.fridge || entry.fridgeTenths === null) return false
  return entry.fridgeTenths < fridge.from || entry.fridgeTenths > fridge.to
}

function problems(line: ReceivableLine, entry: ReceivedEntry, terms: ReceivingTerms): FieldError[] {
  const found: FieldError[] = []
  const say = (field: string, message: string) => found.push({ field, message: `${line.product}: ${message}` })
  if (entry.accepted + entry.rejected === 0) say('accepted', 'enter how many packs came')
  if (line.batchRequired && entry.accepted > 0) {
    if (entry.batch === '') say('batch', 'enter the batch printed on the pack')
    if (entry.expiry === null) say('expiry', 'enter the expiry printed on the pack')
  }
  if (entry.rejected > 0 && entry.variance === null) say('variance', 'say what is wrong with the packs sent back')
  if (entry.accepted > 0 && NEVER_KEPT.includes(entry.variance)) {
    say('accepted', 'a wrong item or pack is never kept as the one ordered: send it back')
  }
  if (entry.expiry !== null && entry.accepted > 0) {
    const days = daysBetween(terms.today, entry.expiry)
    if (days < 0) say('expiry', `expired on ${formatDate(entry.expiry)}: send it back`)
    else if (days < terms.shelfLifeDays && entry.variance !== 'SHORT_DATED') {
      const agreed = formatCounted(terms.shelfLifeDays, 'day')
      say('variance', `${formatCounted(days, 'day')} left, ${agreed} agreed: mark it as short-dated, or send it back`)
    }
  }
  if (line.fridge && entry.accepted > 0) {
    if (entry.fridgeTenths === null) say('fridgeTenths', 'enter the temperature it came at')
    else if (outOfRange(line, entry, terms) && entry.variance !== 'COLD_CHAIN_BREACH') {
      say(
        'variance',
        'outside the fridge range: mark it as too warm or too cold; it is kept apart until somebody decides',
      )
    }
  }
  return found
}
