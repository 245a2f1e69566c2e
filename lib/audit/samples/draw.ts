import { createHash } from 'node:crypto'

/** The mark of an order in a draw: SHA-256 over "seed/number", in hexadecimal digits. */
export function markOf(seed: string, number: string): string {
  return createHash('sha256').update(`${seed}/${number}`).digest('hex')
}

/**
 * Draws so many order numbers of a population: in order of their marks, the first. The same seed and population always
 * give the same sample, in whatever order the population comes, and anybody can draw it again with any tool.
 */
export function drawFrom(population: readonly string[], seed: string, wanted: number): string[] {
  return [...population]
    .map((number) => ({ number, mark: markOf(seed, number) }))
    .sort((a, b) => (a.mark < b.mark ? -1 : 1))
    .slice(0, wanted)
    .map((one) => one.number)
}

/** SHA-256 over the numbers of a population in order, one a line: whether a population is still the one that was drawn from. */
export function populationHash(population: readonly string[]): string {
  return createHash('sha256')
    .update([...population].sort().join('\n'))
    .digest('hex')
}
