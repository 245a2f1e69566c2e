import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { storesFor } from '#lib/access/sites/site.store.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate } from '#lib/values/dates.ts'
import { type Milli, milli } from '#lib/values/packs.ts'

/** A batch on file in a store, fit for use. */
export type HeldBatch = { amppId: string; batch: string; expiry: LocalDate | null; unitsMilli: Milli }

/** What a medicine is counted against: the stores in use, the one that is counted, and its batches on file. */
export type CountSheet = {
  stores: { id: string; label: string }[]
  store: { id: string; label: string }
  held: HeldBatch[]
}

/**
 * The sheet for a medicine (VMP id) in a store, else in the first one that holds it, else in the first one in use. Null where there is no such store, or the
 * actor may not count.
 */
export async function countSheet(actor: Actor, vmpId: string, storeId: string | null): Promise<CountSheet | null> {
  if (!may(actor, 'stock.count')) return null
  return withTrust(actor, async (tx) => {
    const own = await storesFor(tx, actor, 'stock.count')
    const all = await tx.$queryRaw<CountSheet['stores']>`
      SELECT s.id, s.name || ', ' || t.name AS label FROM store s
      JOIN site t ON t.trust_id = s.trust_id AND t.id = s.site_id
      WHERE s.active ORDER BY EXISTS (SELECT FROM stock_holding h
        WHERE h.trust_id = s.trust_id AND h.store_id = s.id AND h.vmp_id = ${vmpId} AND h.units_milli <> 0) DESC,
        s.kind DESC, t.name, s.name`
    const stores = own === null ? all : all.filter((one) => own.includes(one.id))
    const store = storeId === null ? stores[0] : stores.find((one) => one.id === storeId)
    if (!store) return null
    const rows = await tx.$queryRaw<{ ampp_id: string; batch: string; expiry: string; units_milli: bigint }[]>`
      SELECT ampp_id, batch, expiry::text, units_milli FROM stock_holding
      WHERE store_id = ${store.id}::uuid AND vmp_id = ${vmpId} AND units_milli <> 0 AND NOT quarantined
      ORDER BY expiry, batch LIMIT 400`
    const held = rows.map((row) => ({
      amppId: row.ampp_id,
      batch: row.batch,
      expiry: dayOrNone(row.expiry),
      unitsMilli: milli(row.units_milli),
    }))
    return { stores, store, held }
  })
}
