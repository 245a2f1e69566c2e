import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'

/**
 * By how much a price may exceed its contract's before it counts as dearer, basis points: what the trust's scheme of
 * delegation in force on a day says, the one place where it is set. 0 where nothing is said.
 */
export async function priceTolerance(tx: Tx, on: LocalDate): Promise<number> {
  const [row] = await tx.$queryRaw<{ tolerance: number | null }[]>`
    SELECT (rules->'priceOverContract'->>'tolerance')::int AS tolerance FROM approval_scheme
    WHERE effective_from <= ${on}::date ORDER BY version DESC LIMIT 1`
  return row?.tolerance ?? 0
}
