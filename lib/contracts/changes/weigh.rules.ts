import type { Change } from './change.rules.ts'
import { type Bought, type PerPack, todoOf, unitsAYear, type Weighed, yearlyEffect } from './effect.rules.ts'

/** A change as a trust weighs it. */
export type ToWeigh = Pick<Change, 'kind' | 'vmpId'> & {
  n: number
  old: (PerPack & { amppId: string; confidential: boolean }) | null
  next: (PerPack & { confidential: boolean }) | null
}

/** What one change does to a trust. */
export type WeighedChange = Weighed & { n: number; units: bigint }

const NOTHING: Bought = { units: new Map(), cost: 0n, confidential: false }

/**
 * What each change does to a trust. Where nothing held until then, the new price is held against what was paid for the
 * medicine in the last twelve months; where a line ends, its price against the next best contract's. A line counts as
 * bought where its pack was, or, of a medicine that was used and of which no pack in the list was bought, the first line.
 */
export function weigh(
  changes: readonly ToWeigh[],
  use: { issued: ReadonlyMap<string, bigint>; bought: ReadonlyMap<string, Bought> },
): WeighedChange[] {
  const named = new Map<string, Set<string>>()
  for (const one of changes) {
    if (one.old && one.kind !== 'new') named.set(one.vmpId, (named.get(one.vmpId) ?? new Set()).add(one.old.amppId))
  }
  const counted = new Set<string>()
  return changes.map((one) => {
    const bought = use.bought.get(one.vmpId) ?? NOTHING
    const paid = paidFor(bought)
    const old = one.old ?? paid
    const key = `${one.vmpId}\n${one.old?.amppId ?? ''}`
    const behind = one.kind === 'new' && one.old !== null // what is used first goes on
    const first = !behind && !counted.has(key) && (one.old !== null || !named.has(one.vmpId))
    if (first) counted.add(key)
    const alone = first && (one.old === null || named.get(one.vmpId)?.values().next().value === one.old.amppId)
    const issued = use.issued.get(one.vmpId) ?? 0n
    const asked = { amppId: one.old?.amppId ?? null, alone, issued, bought }
    const units = first ? unitsAYear(asked) : 0n
    const effect = old && one.next && units > 0n ? yearlyEffect(old, one.next, units) : null
    const confidential =
      (one.old?.confidential ?? false) || (one.next?.confidential ?? false) || (!one.old && bought.confidential)
    const todo = todoOf({ kind: one.kind, old: one.old, next: one.next })
    const part = units === 0n ? 'unused' : todo === 'none' ? 'rest' : 'act'
    return { n: one.n, kind: one.kind, part, todo, units, effect, confidential }
  })
}

/** What a unit cost on average, as a price for the units that were bought; null where none were. */
function paidFor({ units, cost }: Bought): PerPack | null {
  let all = 0n
  for (const one of units.values()) all += one
  if (all === 0n || all > BigInt(Number.MAX_SAFE_INTEGER) || cost > BigInt(Number.MAX_SAFE_INTEGER)) return null
  return { price: Number(cost), units: Number(all) }
}
