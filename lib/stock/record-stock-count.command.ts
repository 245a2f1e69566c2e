import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { dayOrNone, localDate } from '#lib/values/dates.ts'
import { type Batch, movesToCount } from './count.rules.ts'
import { moveStock } from './movement.store.ts'
import { type StockCount, stockCount } from './stock.schema.ts'

/**
 * Records what was counted on the shelves of a store: a pack that is named is counted whole. Stock is set right by
 * movements of the difference; what was there before stays to be read. Counts of one store wait for each other. Answers how
 * many batches moved. Refuses NOT_FOUND (store), INVALID for each pack that is not on file.
 */
export async function recordStockCount(act: Act, input: StockCount): Promise<Result<{ moved: number }>> {
  return commit(act, { name: 'recordStockCount', permission: 'stock.count' }, input, async (tx) => {
    const { storeId, counts } = stockCount.parse(input)
    const store = await tx.$queryRaw<unknown[]>`SELECT id FROM store WHERE id = ${storeId}::uuid FOR NO KEY UPDATE`
    if (store.length === 0) return refuse({ code: 'NOT_FOUND', what: 'store' })
    const packs = await packsByIds(tx, act.actor, [...new Set(counts.map((one) => one.amppId))])
    const errors = counts.flatMap(({ amppId }, index) => {
      return packs.has(amppId) ? [] : [{ field: `counts[${index}].amppId`, message: 'No such pack is on file' }]
    })
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    const held = await tx.$queryRaw<{ ampp_id: string; batch: string; expiry: string; units_milli: bigint }[]>`
      SELECT ampp_id, batch, expiry::text, units_milli FROM stock_holding
      WHERE store_id = ${storeId}::uuid AND ampp_id = ANY (${[...packs.keys()]}::text[]) AND NOT quarantined
      ORDER BY store_id, ampp_id, batch, expiry, quarantined FOR UPDATE`
    const moves = movesToCount(
      held.map(
        (row): Batch => ({
          amppId: row.ampp_id,
          batch: row.batch,
          expiry: dayOrNone(row.expiry),
          unitsMilli: Number(row.units_milli),
        }),
      ),
      counts.map((one) => ({ ...one, expiry: one.expiry === null ? null : localDate(one.expiry) })),
    )
    const sourceId = act.newId()
    await moveStock(
      tx,
      act,
      moves.map((move) => ({
        ...move,
        storeId,
        vmpId: packs.get(move.amppId)?.vmpId ?? '',
        quarantined: false,
        kind: 'count',
        sourceId,
      })),
    )
    audit(tx, {
      document: 'stock',
      id: storeId,
      verb: 'COUNTED',
      data: { count: sourceId, packs: packs.size, batches: counts.length, moved: moves.length },
    })
    return ok({ moved: moves.length })
  })
}
