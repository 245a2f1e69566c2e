import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate, localDate } from '#lib/values/dates.ts'
import { type Milli, milli } from '#lib/values/packs.ts'

/** Rows of one page. */
export const STOCK_A_PAGE = 500

/** What a store holds of one batch of a pack, in thousandths of a unit of the medicine. */
export type StockRow = {
  storeId: string
  amppId: string
  vmpId: string
  batch: string
  expiry: LocalDate | null
  quarantined: boolean
  units: Milli
}

/** A place in the list: the key of the row before. */
export type StockCursor = { storeId: string; amppId: string; batch: string; expiry: string; quarantined: boolean }

/** Stock by store, pack and batch, by index. Needs `stock.view`. */
export async function listStock(
  actor: Actor,
  asked: { store: string | undefined; vmpId: string | undefined; after: StockCursor | undefined },
): Promise<{ rows: StockRow[]; after: StockCursor | null }> {
  if (!may(actor, 'stock.view')) return { rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const conditions = [Prisma.sql`h.trust_id = ${actor.trustId}::uuid AND h.units_milli <> 0`]
    if (asked.store) conditions.push(Prisma.sql`h.store_id = ${asked.store}::uuid`)
    if (asked.vmpId) conditions.push(Prisma.sql`h.vmp_id = ${asked.vmpId}`)
    if (asked.after) {
      const { storeId, amppId, batch, expiry, quarantined } = asked.after
      conditions.push(Prisma.sql`(h.store_id, h.ampp_id, h.batch, h.expiry, h.quarantined)
        > (${storeId}::uuid, ${amppId}, ${batch}, ${expiry}::date, ${quarantined})`)
    }
    const rows = await tx.$queryRaw<
      {
        store_id: string
        ampp_id: string
        vmp_id: string
        batch: string
        expiry: string
        quarantined: boolean
        units_milli: bigint
      }[]
    >`SELECT h.store_id, h.ampp_id, h.vmp_id, h.batch, h.expiry::text, h.quarantined, h.units_milli FROM stock_holding h
      WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY h.trust_id, h.store_id, h.ampp_id, h.batch, h.expiry, h.quarantined LIMIT ${STOCK_A_PAGE + 1}`
    const shown = rows.slice(0, STOCK_A_PAGE)
    const last = rows.length > STOCK_A_PAGE ? shown.at(-1) : undefined
    return {
      rows: shown.map((row) => ({
        storeId: row.store_id,
        amppId: row.ampp_id,
        vmpId: row.vmp_id,
        batch: row.batch,
        expiry: dayOrNone(row.expiry),
        quarantined: row.quarantined,
        units: milli(row.units_milli),
      })),
      after: last
        ? {
            storeId: last.store_id,
            amppId: last.ampp_id,
            batch: last.batch,
            expiry: last.expiry,
            quarantined: last.quarantined,
          }
        : null,
    }
  })
}

/** What a store issued of a medicine on a day, in thousandths of its unit; negative when more came back. */
export type UsageRow = { vmpId: string; storeId: string; day: LocalDate; units: Milli }

/** Usage by medicine, store and day, by index. Needs `stock.view`. */
export async function listUsage(
  actor: Actor,
  asked: {
    vmpId: string | undefined
    store: string | undefined
    from: LocalDate | undefined
    to: LocalDate | undefined
    after: Pick<UsageRow, 'vmpId' | 'storeId' | 'day'> | undefined
  },
): Promise<{ rows: UsageRow[]; after: UsageRow | null }> {
  if (!may(actor, 'stock.view')) return { rows: [], after: null }
  return withTrust(actor, async (tx) => {
    const conditions = [Prisma.sql`u.trust_id = ${actor.trustId}::uuid`]
    if (asked.vmpId) conditions.push(Prisma.sql`u.vmp_id = ${asked.vmpId}`)
    if (asked.store) conditions.push(Prisma.sql`u.store_id = ${asked.store}::uuid`)
    if (asked.from) conditions.push(Prisma.sql`u.day >= ${asked.from}::date`)
    if (asked.to) conditions.push(Prisma.sql`u.day <= ${asked.to}::date`)
    if (asked.after) {
      const { vmpId, storeId, day } = asked.after
      conditions.push(Prisma.sql`(u.vmp_id, u.store_id, u.day) > (${vmpId}, ${storeId}::uuid, ${day}::date)`)
    }
    const found = await tx.$queryRaw<{ vmp_id: string; store_id: string; day: string; units_milli: bigint }[]>`
      SELECT u.vmp_id, u.store_id, u.day::text, u.units_milli FROM usage_day u
      WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY u.trust_id, u.vmp_id, u.store_id, u.day LIMIT ${STOCK_A_PAGE + 1}`
    const rows = found.slice(0, STOCK_A_PAGE).map((row): UsageRow => {
      return { vmpId: row.vmp_id, storeId: row.store_id, day: localDate(row.day), units: milli(row.units_milli) }
    })
    return { rows, after: found.length > STOCK_A_PAGE ? (rows.at(-1) ?? null) : null }
  })
}
