/** Numbers from 0 to 1 that come out the same for the same seed (mulberry32). */
export type Dice = () => number

/** Dice that always fall the same way for one seed. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from 0 to below `n`; with `skew` above 1 the small ones come up more often. */
export function below(roll: Dice, n: number, skew = 1): number {
  return Math.min(n - 1, Math.floor(n * (skew === 1 ? roll() : roll() ** skew)))
}

/** One of a list. */
export function oneOf<T>(roll: Dice, list: readonly T[], skew = 1): T {
  const found = list[below(roll, list.length, skew)]
  if (found === undefined) throw new RangeError('Nothing to choose from')
  return found
}

/** One of a list, the heavier the more often. */
export function oneByWeight<T>(roll: Dice, list: readonly T[], weight: (one: T) => number): T {
  let left = roll() * list.reduce((sum, one) => sum + weight(one), 0)
  for (const one of list) {
    left -= weight(one)
    if (left < 0) return one
  }
  return oneOf(roll, list)
}
