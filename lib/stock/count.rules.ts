import type { LocalDate } from '#lib/values/dates.ts'

/** A batch on a shelf: expiry null = not recorded; contents in thousandths of a VMP unit. */
export type Batch = { amppId: string; batch: string; expiry: LocalDate | null; unitsMilli: number }

/** A batch on the shelf of a store. */
export type BatchInStore = Batch & { storeId: string }

/** A batch alone, without where it is. */
export function batchOf({ amppId, batch, expiry, unitsMilli }: Batch): Batch {
  return { amppId, batch, expiry, unitsMilli }
}

const keyOf = (one: Batch) => `${one.amppId}\n${one.batch}\n${one.expiry ?? ''}`

/**
 * What must move so that the shelf holds what was counted: for every pack that was counted, batches that were not found
 * go to zero; the same batch counted twice adds up. Packs that were not counted are left alone.
 */
export function movesToCount(held: readonly Batch[], counted: readonly Batch[]): Batch[] {
  const packs = new Set(counted.map((one) => one.amppId))
  const moves = new Map<string, Batch>()
  const add = (one: Batch, unitsMilli: number) => {
    const move = moves.get(keyOf(one)) ?? { ...one, unitsMilli: 0 }
    moves.set(keyOf(one), { ...move, unitsMilli: move.unitsMilli + unitsMilli })
  }
  for (const one of held) if (packs.has(one.amppId)) add(one, -one.unitsMilli)
  for (const one of counted) add(one, one.unitsMilli)
  return [...moves.values()].filter((move) => move.unitsMilli !== 0)
}
