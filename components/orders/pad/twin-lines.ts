import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import { LONGEST, MOST_PACKS } from '#lib/orders/raise/pad-limits.rules.ts'
import { type Packs, packs } from '#lib/values/packs.ts'
import type { ShownLine } from './shown-line.ts'
import { type Undo, undoRemove } from './undo.ts'

/** What is looked at to tell lines that order the same twice. */
type Same = Pick<ShownLine, 'key' | 'amppId' | 'storeId' | 'replaces'>

/**
 * Lines of a pad that order a pack for a place which an earlier line orders there already, by key, each with that first
 * line. A line that is ordered instead of another one is never one of them: it must keep naming what it replaces.
 */
export function twinsOf<L extends Same>(lines: readonly L[]): ReadonlyMap<string, L> {
  const first = new Map<string, L>()
  const twins = new Map<string, L>()
  for (const line of lines) {
    if (line.replaces) continue
    const place = `${line.amppId} ${line.storeId}`
    const there = first.get(place)
    if (there) twins.set(line.key, there)
    else first.set(place, line)
  }
  return twins
}

/** Two lines made one: what the first then holds, the changes that do so, and how it is taken back. */
export type Merge = { packs: Packs; changes: PadChange[]; undo: Undo }

/** A line put to the first one of its pack: packs added up, notes side by side. Null where they do not fit into one line. */
export function mergeOf(line: ShownLine, first: ShownLine, ref: string): Merge | null {
  const total = line.packs + first.packs
  const ownNote = [...new Set([first.ownNote, line.ownNote].filter((note) => note !== ''))].join('; ')
  if (total > MOST_PACKS || ownNote.length > LONGEST.ownNote) return null
  const undone = undoRemove(line, ref)
  return {
    packs: packs(total),
    changes: [
      { do: 'line', line: first.id, packs: packs(total), ownNote },
      { do: 'remove', line: line.id },
    ],
    undo: {
      id: ref,
      words: `${line.product}, ${line.packText}, is one line of ${total.toLocaleString('en-GB')}.`,
      changes: [{ do: 'line', line: first.id, packs: first.packs, ownNote: first.ownNote }, ...undone.changes],
    },
  }
}
