import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import type { ShownLine } from './shown-line.ts'
import { rowChange, type ShownRow } from './shown-rows.ts'

/** Something that was taken off the pad and can be brought back: what it was, and the changes that do so. */
export type Undo = { id: string; words: string; changes: readonly PadChange[] }

/** Brings a line back as it stood: its pack, packs, vendor and store, and what was typed or chosen on it. */
export function undoRemove(line: ShownLine, ref: string): Undo {
  const { amppId, packs, supplierId, storeId, ownNote } = line
  const vendor = supplierId === '' ? {} : { supplierId }
  const add: PadChange = { do: 'add', ref, amppId, packs, storeId, ownNote, ...vendor }
  const typed = line.basis === 'typed' && line.price !== null ? { price: line.price, priceSource: line.source } : {}
  const off = line.reason === null ? {} : { reason: line.reason, note: line.note }
  const said = { ...typed, ...off }
  const more: PadChange[] = Object.keys(said).length === 0 ? [] : [{ do: 'line', line: ref, ...said }]
  return { id: ref, words: `${line.product}, ${line.packText}, is removed.`, changes: [add, ...more] }
}

/** Brings a row of a pasted list back as it stood. */
export function undoDrop(row: ShownRow): Undo {
  return { id: row.id, words: `Row ${row.no} is left out.`, changes: [rowChange(row, {}, true)] }
}
