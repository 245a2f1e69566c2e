import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { ChangeLine, PadChange } from '#lib/orders/raise/pad.schema.ts'
import { HIGHEST_PRICE, LONGEST, MOST_PACKS } from '#lib/orders/raise/pad-limits.rules.ts'
import type { PadKept, PadLineView, PadRowView, PadView } from '#lib/orders/raise/view.rules.ts'
import { type Price, parsePrice } from '#lib/values/money.ts'
import { type Packs, parsePacks } from '#lib/values/packs.ts'
import { back, dropSending, emptyOutbox, isKept, kept, type Outbox, put, take, unkept } from './outbox.ts'
import type { PadMemory } from './pad-memory.ts'
import { fromServer, type ShownLine } from './shown-line.ts'
import { rowsAfter } from './shown-rows.ts'

/** A field of a line in which one types. */
export type LineField = 'packs' | 'price' | 'source' | 'note' | 'ownNote' | 'formularyReason'

/** A field of the pad's head in which one types. */
export type HeadField = 'emergencyReason' | 'note'

/** Whether the draft is kept. `hold`: sending again by itself would not help. */
export type Keeping =
  | { kind: 'kept'; at: string }
  | { kind: 'keeping' }
  | { kind: 'not'; why: string; hold: boolean; attempt: number }

/** Everything the pad's page knows. Changed by `padReducer` only. */
export type PadState = {
  view: Omit<PadView, 'lines' | 'rows'>
  /** The server's lines as far as they are loaded. */
  lines: readonly ShownLine[]
  /** Pasted rows that are no lines yet, as the server has them. */
  rows: readonly PadRowView[]
  outbox: Outbox
  /** Texts as they stand in fields, by `key/field`; kept while they are typed and while they are no values. */
  raw: Readonly<Record<string, string>>
  /** What the search knew of lines that have no id yet, by their ref. */
  hits: Readonly<Record<string, PadHit>>
  keeping: Keeping
  /** Somebody else changed the pad: what is not kept waits for a decision. */
  conflict: { title: string; message: string; closed: boolean } | null
  /** Why changes could not be kept and were dropped. */
  lost: readonly string[]
  /** A change was refused: the rest goes one by one until it is found. */
  single: boolean
  /** The line looked at, by key. */
  current: string | null
  /** Problems are shown: the pad was to be checked. */
  asked: boolean
  /** How often the batch under way went without an answer. */
  attempts: number
  /** There was no answer and now there is again; said until something else is changed. */
  answersAgain: boolean
}

/** What can happen on the pad's page. */
export type PadEvent =
  | { type: 'recalled'; memory: PadMemory }
  | { type: 'typed'; line: ShownLine; field: LineField; text: string }
  | { type: 'left'; line: ShownLine; field: LineField }
  | { type: 'headTyped'; field: HeadField; text: string }
  | { type: 'changed'; change: PadChange }
  | { type: 'pasted'; changes: readonly PadChange[] }
  /** Lines made one: what is typed in their quantities is no longer theirs. */
  | { type: 'merged'; keys: readonly string[]; changes: readonly PadChange[] }
  | { type: 'held'; text: string }
  | { type: 'added'; ref: string; hit: PadHit; packs: number }
  | { type: 'looked'; key: string }
  | { type: 'send'; key: string }
  | { type: 'kept'; answer: PadKept }
  | { type: 'unanswered'; why: string; hold: boolean }
  | { type: 'again' }
  | { type: 'refused'; title: string; message: string }
  | { type: 'conflict'; title: string; message: string; closed: boolean }
  | { type: 'rebased'; view: PadView; keep: boolean }
  | { type: 'more'; lines: readonly PadLineView[] }
  | { type: 'asked' }
  | { type: 'read' }

/** The page as the server drew it. */
export function startState(view: PadView): PadState {
  const { lines, rows, ...rest } = view
  return {
    view: rest,
    lines: lines.map((line) => fromServer(line)),
    rows,
    outbox: emptyOutbox(view.edit),
    raw: {},
    hits: {},
    keeping: { kind: 'kept', at: view.keptAt },
    conflict: null,
    lost: [],
    single: false,
    current: null,
    asked: false,
    attempts: 0,
    answersAgain: false,
  }
}

/** The name under which the text of a field is kept. */
export function rawName(key: string, field: LineField): string {
  return `${key}/${field}`
}

/** Where the text of a list is kept that could not be taken over as it was pasted. */
export const PASTE_BOX = 'paste'

/** One step of the page. */
export function padReducer(state: PadState, event: PadEvent): PadState {
  switch (event.type) {
    case 'recalled':
      return recalled(state, event.memory)
    case 'typed':
      return typed({ ...state, answersAgain: false }, event.line, event.field, event.text)
    case 'left':
      return left(state, event.line, event.field)
    case 'headTyped':
      return headTyped({ ...state, answersAgain: false }, event.field, event.text)
    case 'changed':
      return changed({ ...state, answersAgain: false }, event.change)
    case 'held':
      return {
        ...state,
        raw: event.text === '' ? without(state.raw, [PASTE_BOX]) : { ...state.raw, [PASTE_BOX]: event.text },
      }
    case 'merged': {
      const names = event.keys.map((key) => rawName(key, 'packs'))
      return event.changes.reduce(changed, { ...state, answersAgain: false, raw: without(state.raw, names) })
    }
    case 'pasted':
      return event.changes.reduce(changed, { ...state, answersAgain: false })
    case 'added': {
      const { ref, hit, packs } = event
      const supplier = hit.vendor ? { supplierId: hit.vendor.id } : {}
      const add: PadChange = { do: 'add', ref, amppId: hit.amppId, packs, ...supplier }
      return { ...changed({ ...state, answersAgain: false, hits: { ...state.hits, [ref]: hit } }, add), current: ref }
    }
    case 'looked':
      return state.current === event.key ? state : { ...state, current: event.key }
    case 'send':
      return {
        ...state,
        outbox: take(state.outbox, event.key, state.single ? 1 : undefined),
        keeping: { kind: 'keeping' },
      }
    case 'kept':
      return wasKept(state, event.answer)
    case 'unanswered': {
      const attempts = state.attempts + 1
      return { ...state, attempts, keeping: { kind: 'not', why: event.why, hold: event.hold, attempt: attempts } }
    }
    case 'again':
      return state.keeping.kind === 'not' && state.conflict === null
        ? { ...state, keeping: { kind: 'keeping' } }
        : state
    case 'refused':
      return refused(state, event)
    case 'conflict': {
      const { title, message, closed } = event
      const keeping = { kind: 'not', why: title, hold: true, attempt: 1 } as const
      return { ...state, conflict: { title, message, closed }, keeping }
    }
    case 'rebased':
      return rebased(state, event.view, event.keep)
    case 'more': {
      const known = new Set(state.lines.map((line) => line.id))
      const fresh = event.lines.filter((line) => !known.has(line.id))
      return { ...state, lines: [...state.lines, ...fresh.map((line) => fromServer(line))] }
    }
    case 'asked':
      return { ...state, asked: true }
    case 'read':
      return { ...state, lost: [] }
  }
}

/** What an earlier page left unkept, with what was typed on this one before it was found again on top. */
function recalled(state: PadState, memory: PadMemory): PadState {
  const here = unkept(state.outbox)
  return {
    ...withHeads(state, [...unkept(memory.outbox), ...here]),
    outbox: here.reduce<Outbox>((outbox, change) => put(outbox, change), memory.outbox),
    raw: { ...memory.raw, ...state.raw },
    hits: { ...memory.hits, ...state.hits },
    keeping: { kind: 'keeping' },
  }
}

/** The change under the id that its line has by now: a field drawn before the line had one names it by its ref. */
function named<T extends PadChange>(state: PadState, change: T): T {
  if (change.do !== 'line' && change.do !== 'remove') return change
  const line = state.lines.find((one) => one.key === change.line)
  return line ? { ...change, line: line.id } : change
}

function changed(state: PadState, given: PadChange): PadState {
  const change = named(state, given)
  return { ...withHeads(state, [change]), outbox: put(state.outbox, change) }
}

/** The page with changes of the head laid over it; lines that go where the pad goes move along. */
function withHeads(state: PadState, changes: readonly PadChange[]): PadState {
  let { view, lines } = state
  for (const change of changes) {
    if (change.do !== 'pad') continue
    const from = view.head.storeId
    view = { ...view, head: { ...view.head, ...headOf(change) } }
    if (view.head.storeId !== from) lines = lines.map((line) => movedTo(line, from, change.storeId))
  }
  return { ...state, view, lines }
}

function movedTo(line: ShownLine, from: string, to: string | undefined): ShownLine {
  return line.storeId === from && to !== undefined ? { ...line, storeId: to } : line
}

function headOf({ do: _do, ...head }: Extract<PadChange, { do: 'pad' }>) {
  return Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined))
}

/** What a text in a field says, as a change; null while it is no value. */
export function readField(line: ShownLine, field: LineField, text: string): ChangeLine | null {
  const change = { do: 'line', line: line.id } as const
  if (field === 'source' || field === 'note' || field === 'ownNote' || field === 'formularyReason') {
    const words = text.trim()
    if (words.length > LONGEST[field]) return null
    return { ...change, [field === 'source' ? 'priceSource' : field]: words }
  }
  if (field === 'packs') {
    const packs = readPacks(text)
    return packs === null ? null : { ...change, packs }
  }
  const price = readPrice(text)
  return price === null ? null : { ...change, price }
}

/** Packs that a line can hold; null for anything else. */
export function readPacks(text: string): Packs | null {
  const packs = parsePacks(text)
  return packs !== null && packs <= MOST_PACKS ? packs : null
}

/** A price of a pack that can be typed, above nothing; null for anything else. */
export function readPrice(text: string): Price | null {
  const price = parsePrice(text)
  return price !== null && price > 0 && price <= HIGHEST_PRICE ? price : null
}

function typed(state: PadState, line: ShownLine, field: LineField, text: string): PadState {
  const raw = { ...state.raw, [rawName(line.key, field)]: text }
  const change = readField(line, field, text)
  const same = change !== null && field === 'packs' && change.packs === line.packs
  return change === null || same
    ? { ...state, raw }
    : { ...state, raw, outbox: put(state.outbox, named(state, change)) }
}

function left(state: PadState, line: ShownLine, field: LineField): PadState {
  const name = rawName(line.key, field)
  const text = state.raw[name]
  if (text === undefined || readField(line, field, text) === null) return state
  return { ...state, raw: without(state.raw, [name]) }
}

/** What the most letters of a field of the head are. */
export function longestHead(field: HeadField): number {
  return field === 'note' ? LONGEST.padNote : LONGEST.emergencyReason
}

/** A text of the head that is too long is kept as it was typed, by the browser only, until it is shortened. */
function headTyped(state: PadState, field: HeadField, text: string): PadState {
  const name = `head/${field}`
  if (text.trim().length > longestHead(field)) return { ...state, raw: { ...state.raw, [name]: text } }
  return changed({ ...state, raw: without(state.raw, [name]) }, { do: 'pad', [field]: text })
}

function without<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

function wasKept(state: PadState, answer: PadKept): PadState {
  const refs = new Map(answer.added.map((one) => [one.lineId, one.ref]))
  const gone = new Set(answer.gone)
  const touched = new Map(answer.lines.map((line) => [line.id, line]))
  const lines = state.lines
    .filter((line) => !gone.has(line.id))
    .map((line) => {
      const fresh = touched.get(line.id)
      touched.delete(line.id)
      return fresh ? fromServer(fresh, refs.get(fresh.id) ?? line.key) : line
    })
  for (const line of touched.values()) lines.push(fromServer(line, refs.get(line.id)))
  const outbox = kept(state.outbox, answer)
  const waitsForHead = outbox.waiting.some((one) => one.do === 'pad')
  return {
    ...state,
    view: {
      ...state.view,
      edit: answer.edit,
      keptAt: answer.keptAt,
      head: waitsForHead ? state.view.head : answer.head,
      parts: answer.parts,
    },
    lines,
    rows: rowsAfter(state.rows, answer),
    outbox,
    hits: without(state.hits, [...refs.values()]),
    single: state.single && !isKept(outbox),
    attempts: 0,
    answersAgain: state.answersAgain || state.attempts > 0,
    keeping: isKept(outbox) ? { kind: 'kept', at: answer.keptAt } : { kind: 'keeping' },
  }
}

function refused(state: PadState, { title, message }: { title: string; message: string }): PadState {
  const { sending } = state.outbox
  if (!sending) return state
  if (sending.changes.length > 1) return { ...state, single: true, outbox: back(state.outbox, state.outbox.edit) }
  const [change] = sending.changes
  const outbox = dropSending(state.outbox)
  const product = change ? productOf(state, change) : null
  return {
    ...state,
    outbox,
    attempts: 0,
    hits: change?.do === 'add' ? without(state.hits, [change.ref]) : state.hits,
    lost: [...state.lost, `${product ? `${product}: ` : ''}${title}. ${message}`],
    keeping: isKept(outbox) ? { kind: 'kept', at: state.view.keptAt } : { kind: 'keeping' },
  }
}

function productOf(state: PadState, change: PadChange): string | null {
  if (change.do === 'pad') return null
  if (change.do === 'row' || change.do === 'dropRow') {
    return state.rows.find((row) => row.id === change.ref)?.words ?? (change.do === 'row' ? change.words : null)
  }
  if (change.do === 'add') return state.hits[change.ref]?.product ?? null
  return state.lines.find((line) => line.id === change.line)?.product ?? null
}

function rebased(state: PadState, view: PadView, keep: boolean): PadState {
  const fresh = startState(view)
  if (!keep) return { ...fresh, current: state.current }
  const complete = view.parts.reduce((sum, part) => sum + part.lines, 0) === view.lines.length
  const known = new Set(view.lines.map((line) => line.id))
  const refs = new Set(unkept(state.outbox).flatMap((one) => (one.do === 'add' ? [one.ref] : [])))
  const isGone = (change: PadChange) =>
    complete && (change.do === 'line' || change.do === 'remove') && !known.has(change.line) && !refs.has(change.line)
  const outbox = back(state.outbox, view.edit, isGone)
  return {
    ...withHeads(fresh, unkept(outbox)),
    outbox,
    raw: state.raw,
    hits: state.hits,
    current: state.current,
    keeping: isKept(outbox) ? fresh.keeping : { kind: 'keeping' },
  }
}
