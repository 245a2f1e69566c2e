/** A pointer: what was called `previous` is called `current` now. */
export type IdPointer = { previous: string; current: string }

/**
 * Where each id went that is no longer in use: pointers followed from one to the next to an id that is (`inUse`). An id in use
 * goes nowhere; one whose pointers lead to none in use, or in a circle, is left out. Where an id has several pointers, the
 * first counts.
 */
export function followPointers(pointers: readonly IdPointer[], inUse: ReadonlySet<string>): Map<string, string> {
  const next = new Map<string, string>()
  for (const { previous, current } of pointers) {
    if (previous !== current && !next.has(previous)) next.set(previous, current)
  }
  const ends = new Map<string, string>()
  for (const start of next.keys()) {
    if (inUse.has(start)) continue
    const seen = new Set([start])
    let at = next.get(start)
    while (at !== undefined && !inUse.has(at) && !seen.has(at)) {
      seen.add(at)
      at = next.get(at)
    }
    if (at !== undefined && inUse.has(at)) ends.set(start, at)
  }
  return ends
}
