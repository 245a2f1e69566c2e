import type { ChangeKind } from './change.rules.ts'

/** What is known of a medicine before its contract changes: units are thousandths. */
export type BeforeSwitch = {
  kind: ChangeKind
  /** On the shelf and fit for use. */
  onHand: bigint
  /** Used in so many days. */
  used: bigint
  usageDays: number
  /** Still to come of what is ordered. */
  onOrder: bigint
  /** Units in the pack that holds until then. */
  packUnits: bigint
  daysUntil: number
}

/**
 * What to do with stock before a change: `none` where nothing is known or it has happened; `enough`, where stock and
 * orders last beyond the day (days of it left on that day); `buy`, packs that last until the day and no longer; `stretch`,
 * where the price rises: how many packs until the day, since what is bought before costs less.
 */
export type RunDown =
  | { do: 'none' }
  | { do: 'enough'; daysLeft: number }
  | { do: 'buy'; packs: number }
  | { do: 'stretch'; packs: number }

/** Whether the old pack is better run down before the day: cheaper then, from somebody else, or over. */
const RUNS_DOWN: readonly ChangeKind[] = ['down', 'supplier', 'ended']

/**
 * How much of the old pack to buy before its contract changes: stock and orders held against use until the day, rounded up
 * to whole packs, so that nothing runs out.
 */
export function runDown(asked: BeforeSwitch): RunDown {
  const { kind, onHand, used, usageDays, onOrder, packUnits, daysUntil } = asked
  if (daysUntil <= 0 || used <= 0n || usageDays <= 0 || packUnits <= 0n || kind === 'new' || kind === 'terms') {
    return { do: 'none' }
  }
  const days = BigInt(usageDays)
  const needed = used * BigInt(daysUntil) // times days, so that nothing is rounded
  const have = (onHand + onOrder) * days
  if (have >= needed) {
    return RUNS_DOWN.includes(kind) ? { do: 'enough', daysLeft: Number((have - needed) / used) } : { do: 'none' }
  }
  const perPack = packUnits * days
  const packs = Number((needed - have + perPack - 1n) / perPack)
  return { do: kind === 'up' ? 'stretch' : 'buy', packs }
}
