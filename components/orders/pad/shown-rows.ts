import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import type { PadKept, PadRowView } from '#lib/orders/raise/view.rules.ts'

/** A pasted row as it stands on the screen. `looking`: it is on its way to be looked at. */
export type ShownRow = PadRowView & { looking: boolean }

/** The server's rows with what is not kept yet laid over them, in the order of the list that they came from. */
export function shownRows(server: readonly PadRowView[], unkept: readonly PadChange[]): ShownRow[] {
  const rows = new Map(server.map((row) => [row.id, { ...row, looking: false }]))
  for (const change of unkept) {
    if (change.do === 'dropRow') rows.delete(change.ref)
    if (change.do !== 'row') continue
    const { do: _do, ref: id, look, ...texts } = change
    const problems = rows.get(id)?.problems ?? []
    rows.set(id, { ...texts, id, problems, looking: look || (rows.get(id)?.looking ?? false) })
  }
  return [...rows.values()].sort((a, b) => a.no - b.no)
}

/** The rows once the server has answered. */
export function rowsAfter(
  rows: readonly PadRowView[],
  { rows: fresh, rowsGone }: Pick<PadKept, 'rows' | 'rowsGone'>,
): readonly PadRowView[] {
  if (fresh.length === 0 && rowsGone.length === 0) return rows
  const away = new Set([...rowsGone, ...fresh.map((row) => row.id)])
  return [...rows.filter((row) => !away.has(row.id)), ...fresh].sort((a, b) => a.no - b.no)
}

/** A row with something changed in it, as the outbox takes it. */
export function rowChange(
  { id, no, wanted, words, packs, note, amppId, supplierId }: ShownRow,
  more: Partial<Pick<ShownRow, 'wanted' | 'packs' | 'note' | 'amppId' | 'supplierId'>>,
  look: boolean,
): Extract<PadChange, { do: 'row' }> {
  const retyped = more.wanted === undefined || more.wanted === wanted ? {} : { words: more.wanted, amppId: null }
  return { do: 'row', ref: id, no, wanted, words, packs, note, amppId, supplierId, ...retyped, ...more, look }
}
