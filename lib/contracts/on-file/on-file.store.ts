import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { dayOrNone, type LocalDate, localDate } from '#lib/values/dates.ts'
import type { FiledDays } from './on-file.rules.ts'

/** Which prices are looked at: those of a pack from a supplier, from a day on. */
export type PriceOf = { supplierId: string; amppId: string; on: LocalDate }

/** Prices on file that hold on the day or later, locked: nobody else enters or ends one of them until the transaction ends. */
export async function lockedPrices(tx: Tx, actor: Actor, { supplierId, amppId, on }: PriceOf): Promise<FiledDays[]> {
  const name = `price ${actor.trustId} ${supplierId} ${amppId}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const rows = await tx.$queryRaw<{ id: string; valid_from: string; valid_to: string }[]>`
    SELECT id, valid_from::text, valid_to::text FROM supplier_price
    WHERE supplier_id = ${supplierId}::uuid AND ampp_id = ${amppId} AND NOT withdrawn AND valid_to >= ${on}::date
    ORDER BY valid_from FOR UPDATE`
  return rows.map((row) => ({
    id: row.id,
    from: localDate(row.valid_from),
    to: dayOrNone(row.valid_to),
  }))
}

/** Ends prices on their last day; the rest of them is never written again. */
export async function endPrices(tx: Tx, ends: readonly { id: string; to: LocalDate }[]): Promise<void> {
  if (ends.length === 0) return
  const days = Prisma.sql`unnest(${ends.map((one) => one.id)}::uuid[], ${ends.map((one) => one.to)}::date[])`
  await tx.$executeRaw`UPDATE supplier_price p SET valid_to = e.on_day FROM ${days} AS e (id, on_day) WHERE p.id = e.id`
}

/** Takes prices off that never held, or hold no longer from their first day on. */
export async function withdrawPrices(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.supplierPrice.updateMany({ where: { id: { in: [...ids] } }, data: { withdrawn: true } })
}
