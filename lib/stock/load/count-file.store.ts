import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { OWNERS, packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { planner } from '#lib/files/planner.store.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { heldIn, lockStores, moveCounted } from '../counted.store.ts'
import { storesByName } from '../store-names.store.ts'
import { type CountedRow, readCountRow } from './count-file.rules.ts'
import { foundCounts, newBatch, planCount } from './count-plan.rules.ts'

/** Reads a stock count and holds it against what the stores hold. Counts of one store wait for each other. */
export const countPlanner = planner(readCountRow, async (tx, actor, rows, today) => {
  const known = { stores: await storesByName(tx, actor), ...(await packsOf(tx, actor, rows, today)) }
  const found = foundCounts(rows, known)
  const stores = await lockStores(
    tx,
    found.counts.map((one) => one.storeId),
  )
  const held = await heldIn(
    tx,
    stores,
    found.counts.map((one) => one.amppId),
  )
  const plan = planCount(found.counts, held)
  const { added, changed, unchanged, moves, gone, notes } = plan
  const newRows = plan.fresh.map((one) => newBatch(one, known.packs.get(one.amppId)))
  return {
    findings: { added, changed, unchanged, beside: gone, problems: found.problems, notes, newRows },
    write: (inTx, act, loadId) => moveCounted(inTx, act, moves, known.packs, loadId),
  }
})

async function packsOf(tx: Tx, actor: Actor, rows: readonly CountedRow[], today: LocalDate) {
  const gtins = [...new Set(rows.map((row) => row.gtin).filter(Boolean))]
  const codes = await tx.$queryRaw<{ code: string; ampp_id: string }[]>`
    SELECT DISTINCT c.code, c.ampp_id FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND c.kind = 'GTIN' AND c.code = ANY (${gtins}::text[])
      AND c.valid_from <= ${today}::date ORDER BY c.code, c.ampp_id`
  const ids = [...rows.map((row) => row.amppId).filter(Boolean), ...codes.map((code) => code.ampp_id)]
  const packs = await packsByIds(tx, actor, [...new Set(ids)])
  return { packs, byGtin: Map.groupBy(codes, (one) => one.code) }
}
