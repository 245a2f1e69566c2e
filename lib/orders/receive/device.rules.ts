import type { LocalDate } from '#lib/values/dates.ts'
import { type Desk, type DeskExtra, expectedPacks, fillableLines, withExtra } from './desk.rules.ts'
import { type DeskEntry, entryCounts, keptAtFirst, outsideFridge, readExpiry } from './entry.rules.ts'
import type { PackMarks } from './find.rules.ts'
import { mayGoBack } from './variance.rules.ts'

/** What the server answered when a delivery was booked in. Packs. */
export type BookedIn = {
  receiptNumber: string
  accepted: number
  rejected: number
  over: number
  orders: string[]
}

/** A booking on its way: the key under which it acts once, what is sent, from which entries, of how many lines. Sent again as it stands. */
export type Sending = { key: string; body: unknown; parts: { entry: string }[]; lines: number }

/**
 * What this device keeps of one delivery until the server has it: everything counted, as it was typed. `current` is the
 * entry being worked on; `openedAt` when the delivery was opened here (an instant as text): fridge lines are out since
 * then. `last` is what was booked in last, until the next scan.
 */
export type OnDevice = {
  openedAt: string
  deliveryNote: string
  entries: DeskEntry[]
  current: string | null
  sending: Sending | null
  extra: DeskExtra
  last: BookedIn | null
}

/** A delivery that was just opened. */
export function opened(at: Date): OnDevice {
  return {
    openedAt: at.toISOString(),
    deliveryNote: '',
    entries: [],
    current: null,
    sending: null,
    extra: { orders: [], products: [], lines: [] },
    last: null,
  }
}

/** Where a device keeps a delivery: by trust, person, supplier and store, so that nobody sees another's count. */
export function placeOnDevice(desk: Desk): string {
  return `tincture.delivery ${desk.trustId} ${desk.receiver} ${desk.supplier.id} ${desk.store.id}`
}

/** Whether an entry is on its way to the server and can no longer be changed. */
export function isOnItsWay(state: OnDevice, entryId: string): boolean {
  return state.sending?.parts.some((part) => part.entry === entryId) ?? false
}

/** Entries that are not on their way. */
export function atHand(state: OnDevice): DeskEntry[] {
  return state.entries.filter((entry) => !isOnItsWay(state, entry.id))
}

/**
 * A pack was scanned or chosen. The same batch again brings its entry back; else an entry begins, counted as what is
 * still to come of it, or without a count where other batches fill the order already.
 */
export function counted(
  state: OnDevice,
  desk: Desk,
  scan: PackMarks & { amppId: string },
  made: { id: string; at: Date },
): OnDevice {
  const same = atHand(state).find(
    (entry) =>
      entry.amppId === scan.amppId &&
      entry.batch.trim() === scan.batch &&
      (readExpiry(entry.expiry) === scan.expiry || scan.batch === ''),
  )
  if (same) return { ...state, current: same.id, last: null }
  const entry: DeskEntry = {
    id: made.id,
    amppId: scan.amppId,
    batch: scan.batch,
    expiry: scan.expiry ?? '',
    count: countAtFirst(state, desk, scan),
    ...(isPast(desk, scan.expiry) ? EXPIRED : { keep: null, variance: null }),
    temperature: '',
    logger: '',
    apart: false,
    scanned: scan.scanned,
    note: '',
    at: made.at.toISOString(),
  }
  return { ...state, entries: [entry, ...state.entries], current: entry.id, last: null }
}

/** What is past its expiry goes back, all of it. */
const EXPIRED = {
  keep: '0',
  variance: 'SHORT_DATED',
  ruled: ['variance', 'keep'],
} as const satisfies Partial<DeskEntry>

function isPast(desk: Desk, expiry: LocalDate | null): boolean {
  return expiry !== null && expiry < desk.terms.today
}

function countAtFirst(
  state: OnDevice,
  desk: Desk,
  { amppId, count }: { amppId: string; count: number | null },
): string {
  if (count !== null) return String(count)
  const all = withExtra(desk, state.extra)
  const toCome = fillableLines(all, amppId).reduce((sum, line) => sum + expectedPacks(line), 0)
  const others = state.entries.filter((entry) => entry.amppId === amppId)
  const rest = toCome - others.reduce((sum, entry) => sum + entryCounts(entry).kept, 0)
  return rest > 0 ? String(rest) : ''
}

/** A pack of the wrong kind came instead of the one ordered: it goes back, written down with the line it came for. */
export function cameInstead(
  state: OnDevice,
  came: { amppId: string; batch: string; expiry: string | null; scanned: string; note: string },
  made: { id: string; at: Date },
): OnDevice {
  const entry: DeskEntry = {
    id: made.id,
    amppId: came.amppId,
    batch: came.batch,
    expiry: came.expiry ?? '',
    count: '1',
    keep: '0',
    variance: 'WRONG_PACK',
    temperature: '',
    logger: '',
    apart: false,
    scanned: came.scanned,
    note: came.note,
    at: made.at.toISOString(),
  }
  return { ...state, entries: [entry, ...state.entries], current: entry.id, last: null }
}

/** Something of an entry was changed. A chosen difference says how many packs stay; what is chosen by hand stays so. */
export function changed(state: OnDevice, desk: Desk, id: string, change: Partial<DeskEntry>): OnDevice {
  if (isOnItsWay(state, id)) return state
  const entries = state.entries.map((entry) => {
    if (entry.id !== id) return entry
    const next = { ...entry, ...change }
    if (change.keep !== undefined) next.ruled = []
    if (change.variance === undefined) return next
    if (change.variance === entry.variance) return { ...next, ruled: next.ruled?.filter((name) => name === 'keep') }
    return keptOf(desk, { ...next, keep: keptAtFirst(change.variance), ruled: [] })
  })
  return { ...state, entries }
}

/** Of what is past its expiry nothing stays, whatever the difference with which it may go back. */
function keptOf(desk: Desk, entry: DeskEntry): DeskEntry {
  const none = entry.variance !== null && mayGoBack(entry.variance) && isPast(desk, readExpiry(entry.expiry))
  return none ? { ...entry, keep: '0', ruled: ['keep'] } : entry
}

/**
 * Nobody is typing any more: what is past its expiry goes back, and what came too warm or too cold says so itself; where
 * that was mistyped and is so no longer, it is taken back. Not while somebody types, since half a date or half a number
 * says something else.
 */
export function settled(state: OnDevice, desk: Desk): OnDevice {
  const settle = (entry: DeskEntry): DeskEntry => {
    if (isOnItsWay(state, entry.id)) return entry
    const next = ruledAnew(desk, entry)
    return sameRuling(next, entry) ? entry : next
  }
  const entries = state.entries.map(settle)
  return entries.every((entry, index) => entry === state.entries[index]) ? state : { ...state, entries }
}

/** An entry as somebody left it by hand, with what the rules say of it now. */
function ruledAnew(desk: Desk, { ruled = [], ...entry }: DeskEntry): DeskEntry {
  const variance = ruled.includes('variance') ? null : entry.variance
  const byHand = { ...entry, variance, keep: ruled.includes('keep') ? keptAtFirst(variance) : entry.keep }
  if (variance !== null) return ruled.includes('keep') ? keptOf(desk, byHand) : byHand
  if (isPast(desk, readExpiry(entry.expiry))) return { ...byHand, ...EXPIRED }
  return outsideFridge(desk, entry) === null
    ? byHand
    : { ...byHand, variance: 'COLD_CHAIN_BREACH', ruled: ['variance'] }
}

function sameRuling(one: DeskEntry, other: DeskEntry): boolean {
  return one.variance === other.variance && one.keep === other.keep && `${one.ruled ?? ''}` === `${other.ruled ?? ''}`
}

/** An entry was taken out again. */
export function removed(state: OnDevice, id: string): OnDevice {
  if (isOnItsWay(state, id)) return state
  return {
    ...state,
    entries: state.entries.filter((entry) => entry.id !== id),
    current: state.current === id ? null : state.current,
  }
}

/** What was counted goes to the server; from now on it is sent as it stands until it is answered. */
export function sent(state: OnDevice, sending: Sending): OnDevice {
  return { ...state, sending, current: null, last: null }
}

/** The server has it: its entries are gone from the device, the delivery note stays for the rest of the delivery. */
export function answered(state: OnDevice, last: BookedIn): OnDevice {
  const entries = atHand(state)
  return {
    ...state,
    entries,
    sending: null,
    last,
    current: entries.some((one) => one.id === state.current) ? state.current : null,
  }
}

/** The server refused and wrote nothing: its entries can be changed again, the first of them that is wrong comes up. */
export function refused(state: OnDevice, wrong: string | null): OnDevice {
  return { ...state, sending: null, current: wrong ?? state.current }
}

/** Whether a device keeps nothing that the server does not have. */
export function isEmpty(state: OnDevice): boolean {
  return state.entries.length === 0 && state.sending === null
}
