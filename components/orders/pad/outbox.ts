import type { AddLine, ChangeLine, PadChange } from '#lib/orders/raise/pad.schema.ts'

/** Changes on their way: sent with this key and not answered yet. Sent again, they go under the same key. */
export type Batch = { key: string; edit: number; changes: readonly PadChange[] }

/**
 * What was changed on an order pad and is not kept by the server yet. Pure, so that the races can be tested: one batch
 * at a time is on its way, the rest waits behind it, each line with at most one change.
 */
export type Outbox = {
  /** The count of changes that the server's pad stood at when last heard of. */
  edit: number
  sending: Batch | null
  waiting: readonly PadChange[]
}

/** Everything is kept. */
export function emptyOutbox(edit: number): Outbox {
  return { edit, sending: null, waiting: [] }
}

/** Whether something is not kept yet. */
export function isKept(outbox: Outbox): boolean {
  return outbox.sending === null && outbox.waiting.length === 0
}

/** Adds a change behind those that wait; changes of one line become one. A line is named by its id or, until it has one, its ref. */
export function put(outbox: Outbox, change: PadChange): Outbox {
  return { ...outbox, waiting: merged(outbox.waiting, change) }
}

function merged(waiting: readonly PadChange[], change: PadChange): readonly PadChange[] {
  switch (change.do) {
    case 'add':
      return [...waiting, change]
    case 'row':
    case 'dropRow': {
      const before = waiting.find((one) => isOfRow(one, change.ref))
      return before ? waiting.map((one) => (one === before ? change : one)) : [...waiting, change]
    }
    case 'remove': {
      const rest = waiting.filter((one) => !isAbout(one, change.line))
      return waiting.some((one) => one.do === 'add' && one.ref === change.line) ? rest : [...rest, change]
    }
    case 'pad': {
      const before = waiting.find((one) => one.do === 'pad')
      return before ? waiting.map((one) => (one === before ? { ...one, ...change } : one)) : [...waiting, change]
    }
    case 'line': {
      const before = waiting.find((one) => one.do !== 'remove' && isAbout(one, change.line))
      if (before?.do === 'line') return waiting.map((one) => (one === before ? withoutOldPrice(before, change) : one))
      if (before?.do !== 'add') return [...waiting, change]
      const { added, rest } = intoAdd(before, change)
      const list = waiting.map((one) => (one === before ? added : one))
      return rest ? [...list, rest] : list
    }
  }
}

function isAbout(change: PadChange, line: string): boolean {
  if (change.do === 'add') return change.ref === line
  return (change.do === 'line' || change.do === 'remove') && change.line === line
}

/** Whether a change is about a pasted row. */
function isOfRow(change: PadChange, ref: string): boolean {
  return (change.do === 'row' || change.do === 'dropRow') && change.ref === ref
}

/** A price typed for one vendor says nothing about another. */
function withoutOldPrice(before: ChangeLine, change: ChangeLine): ChangeLine {
  if (change.supplierId === undefined || change.supplierId === before.supplierId) return { ...before, ...change }
  const { price: _price, priceSource: _source, ...rest } = before
  return { ...rest, ...change }
}

/** What an addition can take along itself; the rest waits until the line has its id. */
function intoAdd(add: AddLine, { packs, supplierId, storeId, ...more }: ChangeLine) {
  const added: AddLine = { ...add, packs: packs ?? add.packs }
  if (supplierId !== undefined) added.supplierId = supplierId
  if (storeId !== undefined) added.storeId = storeId
  const { do: _do, line: _line, ...rest } = more
  return { added, rest: Object.keys(rest).length > 0 ? more : null }
}

/** Whether a change can go: it names a line that the server knows. */
function canGo(change: PadChange, refs: ReadonlySet<string>): boolean {
  return (change.do !== 'line' && change.do !== 'remove') || !refs.has(change.line)
}

/** Changes that go at once, unless one of them was refused: then one by one, until it is found. */
const MOST_AT_ONCE = 500

/**
 * Makes what waits a batch to send under this key. A batch that is not answered yet stays the one to send, and nothing
 * changes. Changes of a line whose addition goes along stay behind until it has its id.
 */
export function take(outbox: Outbox, key: string, most = MOST_AT_ONCE): Outbox {
  if (outbox.sending) return outbox
  const refs = new Set(outbox.waiting.flatMap((one) => (one.do === 'add' ? [one.ref] : [])))
  const changes = outbox.waiting.filter((one) => canGo(one, refs)).slice(0, most)
  if (changes.length === 0) return outbox
  const waiting = outbox.waiting.filter((one) => !changes.includes(one))
  return { ...outbox, sending: { key, edit: outbox.edit, changes }, waiting }
}

/**
 * The batch is kept: the pad now stands at `edit`, and added lines have their ids. What was typed since in a pasted row
 * that has become a line goes with the row.
 */
export function kept(
  outbox: Outbox,
  answer: { edit: number; added: readonly { ref: string; lineId: string }[]; rowsGone?: readonly string[] },
): Outbox {
  const ids = new Map(answer.added.map((one) => [one.ref, one.lineId]))
  const gone = answer.rowsGone ?? []
  const left = outbox.waiting.filter((one) => !gone.some((ref) => isOfRow(one, ref)))
  const waiting = left.map((one) =>
    one.do === 'line' || one.do === 'remove' ? { ...one, line: ids.get(one.line) ?? one.line } : one,
  )
  return { edit: answer.edit, sending: null, waiting }
}

/**
 * The batch was refused and nothing of it written: its changes wait again, before those that came after, for the pad as
 * it stands at `edit`. `without` are changes that cannot be kept.
 */
export function back(outbox: Outbox, edit: number, without: (change: PadChange) => boolean = () => false): Outbox {
  const again = [...(outbox.sending?.changes ?? []), ...outbox.waiting].filter((one) => !without(one))
  return again.reduce<Outbox>((box, change) => put(box, change), emptyOutbox(edit))
}

/** The batch was refused for good and is dropped; what came after it stays. */
export function dropSending(outbox: Outbox): Outbox {
  return { ...outbox, sending: null }
}

/** The changes that are not kept, oldest first. */
export function unkept(outbox: Outbox): readonly PadChange[] {
  return [...(outbox.sending?.changes ?? []), ...outbox.waiting]
}
