import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { OWNERS, packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { planner } from '#lib/files/planner.store.ts'
import { dayOrNone, type LocalDate } from '#lib/values/dates.ts'
import type { Batch } from '../count.rules.ts'
import { type Movement, moveStock } from '../movement.store.ts'
import { storesByName } from '../store-names.store.ts'
import { type CountedRow, readCountRow } from './count-file.rules.ts'
import { type FoundCount, foundCounts, newBatch, planCount } from './count-plan.rules.ts'

/** Reads a stock count and holds it against what the stores hold. Counts of one store wait for each other. */
export const countPlanner = planner(readCountRow, async (tx, actor, rows, today) => {
  const known = { stores: await storesByName(tx), ...(await packsOf(tx, actor, rows, today)) }
  const found = foundCounts(rows, known)
  const plan = planCount(found.counts, await heldOf(tx, found.counts))
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

/** What the stores hold of the counted packs, quarantine left out; locked, stores before their holdings. */
async function heldOf(tx: Tx, counts: readonly FoundCount[]): Promise<(Batch & { storeId: string })[]> {
  const stores = [...new Set(counts.map((one) => one.storeId))].sort()
  const packs = [...new Set(counts.map((one) => one.amppId))]
  if (stores.length === 0) return []
  await tx.$queryRaw`SELECT id FROM store WHERE id = ANY (${stores}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  const rows = await tx.$queryRaw<
    { store_id: string; ampp_id: string; batch: string; expiry: string; units_milli: bigint }[]
  >`
    SELECT store_id, ampp_id, batch, expiry::text, units_milli FROM stock_holding
    WHERE store_id = ANY (${stores}::uuid[]) AND ampp_id = ANY (${packs}::text[]) AND NOT quarantined
    ORDER BY store_id, ampp_id, batch, expiry, quarantined FOR UPDATE`
  return rows.map((row) => ({
    storeId: row.store_id,
    amppId: row.ampp_id,
    batch: row.batch,
    expiry: dayOrNone(row.expiry),
    unitsMilli: Number(row.units_milli),
  }))
}

async function moveCounted(
  tx: Tx,
  act: Act,
  moves: readonly (Batch & { storeId: string })[],
  packs: ReadonlyMap<string, Pack>,
  loadId: string,
): Promise<void> {
  const movements = moves.map(
    (move): Movement => ({
      ...move,
      ...{ vmpId: packs.get(move.amppId)?.vmpId ?? '', quarantined: false, kind: 'count', sourceId: loadId },
    }),
  )
  for (const part of inParts(movements, 1000)) await moveStock(tx, act, part)
}
