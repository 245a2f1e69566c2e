import 'server-only'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { TO_COME } from '#lib/orders/order/to-come.store.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { milli } from '#lib/values/packs.ts'
import { coverInTenths, emptyPicture, perDay, type StockPicture } from './cover.rules.ts'

/**
 * Stock, usage, cover and what is on order of several medicines, in one store or (null) the whole trust, on a London
 * day, by VMP id. Usage is that of the trust's `usageDays` before the day. On order is what the supplier still promises:
 * what it answered it cannot supply does not count. Every medicine asked for has an entry.
 */
export async function stockPicture(
  tx: Tx,
  asked: { vmpIds: readonly string[]; storeId: string | null; on: LocalDate; usageDays?: number },
): Promise<Map<string, StockPicture>> {
  const ids = [...new Set(asked.vmpIds)]
  const days = asked.usageDays ?? (await settingsOfTrust(tx)).usageDays
  const pictures = new Map(ids.map((id) => [id, emptyPicture(id, days)]))
  if (ids.length === 0) return pictures
  const inStore = (column: Prisma.Sql) =>
    asked.storeId === null ? Prisma.sql`true` : Prisma.sql`${column} = ${asked.storeId}::uuid`
  const held = await tx.$queryRaw<{ vmp_id: string; ampp_id: string; quarantined: boolean; units: bigint }[]>`
    SELECT h.* FROM unnest(${ids}::text[]) AS asked (vmp_id)
    CROSS JOIN LATERAL ( -- one medicine after the other: asked for together, the planner goes through the whole store
      SELECT h.vmp_id, h.ampp_id, h.quarantined, sum(h.units_milli)::bigint AS units FROM stock_holding h
      WHERE h.vmp_id = asked.vmp_id AND ${inStore(Prisma.sql`h.store_id`)} GROUP BY 1, 2, 3) h`
  const used = await tx.$queryRaw<{ vmp_id: string; units: bigint }[]>`
    SELECT u.vmp_id, sum(u.units_milli)::bigint AS units FROM usage_day u
    WHERE u.vmp_id = ANY (${ids}::text[]) AND ${inStore(Prisma.sql`u.store_id`)}
      AND u.day BETWEEN ${addDays(asked.on, -days)}::date AND ${addDays(asked.on, -1)}::date GROUP BY 1`
  const ordered = await tx.$queryRaw<{ vmp_id: string; placed: boolean; units: bigint }[]>`
    WITH open_line AS MATERIALIZED ( -- before their orders, of which a store has ever more
      SELECT l.* FROM order_line l
      WHERE l.vmp_id = ANY (${ids}::text[]) AND l.state = 'open' AND l.received_packs + l.closed_packs < l.packs + l.over_packs
    )
    SELECT l.vmp_id, o.status <> 'awaiting_approval' AS placed,
      sum(${TO_COME} * l.units_milli)::bigint AS units
    FROM open_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE o.status IN ('awaiting_approval', 'approved', 'sent') AND ${inStore(Prisma.sql`o.store_id`)}
    GROUP BY 1, 2`
  for (const row of held) {
    const picture = pictures.get(row.vmp_id)
    if (!picture) continue
    if (row.quarantined) picture.quarantined = milli(picture.quarantined + Number(row.units))
    else {
      picture.onHand = milli(picture.onHand + Number(row.units))
      picture.byPack[row.ampp_id] = milli(row.units)
    }
  }
  for (const row of used) {
    const picture = pictures.get(row.vmp_id)
    if (picture) picture.used = milli(row.units)
  }
  for (const row of ordered) {
    const picture = pictures.get(row.vmp_id)
    if (!picture) continue
    if (row.placed) picture.onOrder = milli(row.units)
    else picture.awaiting = milli(row.units)
  }
  for (const picture of pictures.values()) {
    picture.usagePerDay = perDay(picture.used, days)
    picture.coverTenths = coverInTenths(picture.onHand, picture.used, days)
  }
  return pictures
}
