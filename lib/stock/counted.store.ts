import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { dayOrNone } from '#lib/values/dates.ts'
import type { BatchInStore } from './count.rules.ts'
import { type Movement, moveStock } from './movement.store.ts'

/** Locks stores, so that counts of one wait for each other: before their holdings, in order of id. Answers which are there. */
export async function lockStores(tx: Tx, ids: Iterable<string>): Promise<string[]> {
  const stores = [...new Set(ids)].sort()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM store WHERE id = ANY (${stores}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  return rows.map((row) => row.id)
}

/** What locked stores hold of packs, quarantine left out; locked, too. */
export async function heldIn(tx: Tx, stores: readonly string[], packs: Iterable<string>): Promise<BatchInStore[]> {
  const rows = await tx.$queryRaw<
    { store_id: string; ampp_id: string; batch: string; expiry: string; units_milli: bigint }[]
  >`
    SELECT store_id, ampp_id, batch, expiry::text, units_milli FROM stock_holding
    WHERE store_id = ANY (${[...stores]}::uuid[]) AND ampp_id = ANY (${[...new Set(packs)]}::text[]) AND NOT quarantined
    ORDER BY store_id, ampp_id, batch, expiry, quarantined FOR UPDATE`
  return rows.map((row) => ({
    ...{ storeId: row.store_id, amppId: row.ampp_id, batch: row.batch },
    ...{ expiry: dayOrNone(row.expiry), unitsMilli: Number(row.units_milli) },
  }))
}

/** Moves what a count found other than it was on file. */
export async function moveCounted(
  tx: Tx,
  act: Act,
  moves: readonly BatchInStore[],
  packs: ReadonlyMap<string, DictionaryPack>,
  sourceId: string,
): Promise<void> {
  const movements = moves.map((move): Movement => {
    const vmpId = packs.get(move.amppId)?.vmpId ?? ''
    return { ...move, vmpId, quarantined: false, kind: 'count', sourceId }
  })
  await moveStock(tx, act, movements)
}
