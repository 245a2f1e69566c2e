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
  return change.do === 'add' ? change.ref === line : change.do !== 'pad' && change.line === line
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
  return change.do === 'add' || change.do === 'pad' || !refs.has(change.line)
}

/**
 * What to send now: the batch that is not answered yet, or what waits, under a fresh key. Null when there is nothing.
 * Changes of a line whose addition goes along stay behind until it has its id.
 */
export function take(outbox: Outbox, freshKey: () => string): { outbox: Outbox; batch: Batch } | null {
  if (outbox.sending) return { outbox, batch: outbox.sending }
  const refs = new Set(outbox.waiting.flatMap((one) => (one.do === 'add' ? [one.ref] : [])))
  const changes = outbox.waiting.filter((one) => canGo(one, refs))
  if (changes.length === 0) return null
  const batch = { key: freshKey(), edit: outbox.edit, changes }
  return { batch, outbox: { ...outbox, sending: batch, waiting: outbox.waiting.filter((one) => !canGo(one, refs)) } }
}

/** The batch is kept: the pad now stands at `edit`, and added lines have their ids. */
export function kept(
  outbox: Outbox,
  answer: { edit: number; added: readonly { ref: string; lineId: string }[] },
): Outbox {
  const ids = new Map(answer.added.map((one) => [one.ref, one.lineId]))
  const waiting = outbox.waiting.map((one) =>
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

/** Drops everything that is not kept. */
export function dropped(outbox: Outbox, edit: number = outbox.edit): Outbox {
  return emptyOutbox(edit)
}

/** The changes that are not kept, oldest first. */
export function unkept(outbox: Outbox): readonly PadChange[] {
  return [...(outbox.sending?.changes ?? []), ...outbox.waiting]
}

/** As text for the browser's own store. */
export function outboxText(outbox: Outbox): string {
  return JSON.stringify(outbox)
}

/** Read back from the browser's own store; null when it holds nothing that can be used. The server checks every value. */
export function parseOutbox(text: string | null): Outbox | null {
  if (text === null) return null
  try {
    const read = JSON.parse(text) as Outbox
    const good =
      Number.isInteger(read.edit) &&
      Array.isArray(read.waiting) &&
      (read.sending === null || (typeof read.sending.key === 'string' && Array.isArray(read.sending.changes)))
    return good ? read : null
  } catch {
    return null
  }
}
