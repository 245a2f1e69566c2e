/**
 * The seed of this run. `npm test` draws a fresh one and prints it; SEED=… plays that run again. Every random test and
 * every property starts from it.
 */
export const SEED = Number(process.env.SEED ?? 1)

/** How many of a large count (targets.md): all with `npm run test:full`, a tenth otherwise. */
export function large(count: number): number {
  return process.env.FULL === '1' ? count : Math.ceil(count / 10)
}
