import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { dayOrNone } from '#lib/values/dates.ts'
import { lockStores } from '../counted.store.ts'
import { type Movement, moveStock } from '../movement.store.ts'

type Row = { store_id: string; ampp_id: string; vmp_id: string; batch: string; expiry: string; units_milli: bigint }

/** What a count by file moved, for `takeBackCount`; its stores locked, as counts and deliveries lock them. */
async function movedBy(tx: Tx, loadId: string): Promise<Row[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT store_id, ampp_id, vmp_id, batch, expiry::text, units_milli FROM stock_movement
    WHERE kind = 'count' AND source_id = ${loadId}::uuid ORDER BY id`
  await lockStores(
    tx,
    rows.map((row) => row.store_id),
  )
  return rows
}

/** Moves back what a count by file moved, by movements of the opposite: what was counted stays to be read. */
export async function takeBackCount(tx: Tx, act: Act, loadId: string): Promise<void> {
  const movements = (await movedBy(tx, loadId)).map(
    (row): Movement => ({
      ...{ storeId: row.store_id, amppId: row.ampp_id, vmpId: row.vmp_id, batch: row.batch, quarantined: false },
      expiry: dayOrNone(row.expiry),
      unitsMilli: -Number(row.units_milli),
      ...{ kind: 'count', sourceId: loadId },
    }),
  )
  await moveStock(tx, act, movements)
}
