import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { localDate } from '#lib/values/dates.ts'
import { batchOf, movesToCount } from './count.rules.ts'
import { heldIn, lockStores, moveCounted } from './counted.store.ts'
import { type StockCount, stockCount } from './stock.schema.ts'

/**
 * Records what was counted on the shelves of a store: a pack that is named is counted whole. Stock is set right by
 * movements of the difference; what was there before stays to be read. Counts of one store wait for each other. Answers how
 * many batches moved. Refuses NOT_FOUND (store), INVALID for each pack that is not on file.
 */
export async function recordStockCount(act: Act, input: StockCount): Promise<Result<{ moved: number }>> {
  return commit(act, { name: 'recordStockCount', permission: 'stock.count' }, input, async (tx) => {
    const { storeId, counts } = stockCount.parse(input)
    const [store] = await lockStores(tx, [storeId])
    if (store === undefined) return refuse({ code: 'NOT_FOUND', what: 'store' })
    const here = await mayAtStore(tx, act.actor, 'stock.count', storeId)
    if (!here.ok) return here
    const packs = await packsByIds(tx, act.actor, [...new Set(counts.map((one) => one.amppId))])
    const errors = counts.flatMap(({ amppId }, index) => {
      return packs.has(amppId) ? [] : [{ field: `counts[${index}].amppId`, message: 'No such pack is on file' }]
    })
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    const held = (await heldIn(tx, [store], packs.keys())).map(batchOf)
    const counted = counts.map((one) => ({ ...one, expiry: one.expiry === null ? null : localDate(one.expiry) }))
    const moves = movesToCount(held, counted).map((move) => ({ ...move, storeId }))
    const sourceId = act.newId()
    await moveCounted(tx, act, moves, packs, sourceId)
    audit(tx, {
      document: 'stock',
      id: storeId,
      verb: 'COUNTED',
      data: { count: sourceId, packs: packs.size, batches: counts.length, moved: moves.length },
    })
    return ok({ moved: moves.length })
  })
}
