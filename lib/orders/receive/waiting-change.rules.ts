import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { milli, packs, packsToCover, unitsInPacks } from '#lib/values/packs.ts'

/** A line of an order that was sent, as a change of the order is told by it. Packs; contents of a pack in thousandths. */
export type ChangedLine = {
  id: string
  amppId: string
  unitsMilli: number
  state: string
  packs: number
  received: number
  closed: number
  over: number
  superseded: number
  addedInVersion: number
  endedInVersion: number | null
  replacesLineId: string | null
}

/** An order that was sent. `waits`: a change of it waits for approval, so the supplier has what the version before says. */
export type ChangedOrder = { version: number; waits: boolean }

/** What booking in takes back from a change that waits: packs that came as they were ordered before it. */
export type TakenBack = { lineId: string; packs: number; successorId: string; successorPacks: number }

/** The line that took the place of this one. */
function successorOf<L extends ChangedLine>(lines: readonly L[], line: L): L | undefined {
  if (line.state !== 'superseded') return undefined
  return lines.find((one) => one.replacesLineId === line.id && one.addedInVersion === line.endedInVersion)
}

/** Whether a line is only proposed: part of a change nobody has agreed to yet. */
export function isProposed(order: ChangedOrder, line: Pick<ChangedLine, 'addedInVersion'>): boolean {
  return order.waits && line.addedInVersion === order.version
}

/**
 * The line that packs counted for `line` belong to. While a change waits, packs of the same kind stay with the line the
 * supplier has; once it is agreed they belong to the line that took its place. Another pack stands for itself.
 */
export function lineForGoods<L extends ChangedLine>(order: ChangedOrder, lines: readonly L[], line: L): L {
  if (isProposed(order, line)) {
    const old = lines.find((one) => one.id === line.replacesLineId)
    return old && old.amppId === line.amppId ? old : line
  }
  const next = successorOf(lines, line)
  if (!next || next.amppId !== line.amppId || isProposed(order, next) || outstandingPacks(line) > 0) return line
  return lineForGoods(order, lines, next)
}

/**
 * Packs of a line that the supplier may still bring on it although a change hands them on: those of a change that waits,
 * without what came of the other pack in their place. 0 for any other line.
 */
export function packsHeldByChange(order: ChangedOrder, lines: readonly ChangedLine[], line: ChangedLine): number {
  const next = successorOf(lines, line)
  if (!next || !isProposed(order, next)) return 0
  const instead = packsToCover(unitsInPacks(packs(next.received), milli(next.unitsMilli)), milli(line.unitsMilli))
  return Math.max(0, line.superseded - instead)
}

/**
 * What the packs that came on a line (`came`, by line, over the whole delivery) take back from a change that waits: they
 * are no longer handed on, and the proposed line needs only cover what is left. Null where they were still to come of
 * the line itself.
 */
export function takenBack(
  order: ChangedOrder,
  lines: readonly ChangedLine[],
  line: ChangedLine,
  came: ReadonlyMap<string, number>,
): TakenBack | null {
  const held = packsHeldByChange(order, lines, line)
  const back = Math.min(held, (came.get(line.id) ?? 0) - outstandingPacks(line))
  const next = successorOf(lines, line)
  if (back <= 0 || !next) return null
  const needed = packsToCover(unitsInPacks(packs(held - back), milli(line.unitsMilli)), milli(next.unitsMilli))
  const open = Math.max(0, outstandingPacks(next) - (came.get(next.id) ?? 0))
  return { lineId: line.id, packs: back, successorId: next.id, successorPacks: open - Math.min(open, needed) }
}

/** Whether nothing is left of a change that waits: all that it would have changed came as it was ordered. */
export function isMoot(order: ChangedOrder, lines: readonly ChangedLine[]): boolean {
  const proposed = lines.filter((line) => isProposed(order, line))
  return proposed.length > 0 && proposed.every((line) => line.packs <= line.closed)
}
