import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { addMonths, dayOrNone, type LocalDate, localDate, londonDate, startOfMonth } from '#lib/values/dates.ts'
import { type Milli, milli } from '#lib/values/packs.ts'
import { OWNERS } from './pack.queries.ts'
import { monthsBetween } from './price-history.rules.ts'

/** Another medicine of the same substance (VTM): other strength, form or route, and never to be taken for this one. */
export type Relative = { vmpId: string; name: string; packs: number }

/** A line that has not all come, and where it goes. */
export type OpenLine = {
  id: string
  number: string
  status: string
  storeName: string
  supplierName: string
  packText: string
  outstanding: number
  unitsMilli: Milli
  dueOn: LocalDate | null
}

/** What was used in a month, units of the medicine; `part` where the month is not over. */
export type UsedMonth = { month: LocalDate; unitsMilli: Milli; part: boolean }

/** What stands around a medicine: its relatives, and what of it is on order and used. null where the role sees neither. */
export type ProductFamily = {
  relatives: Relative[]
  openLines: OpenLine[] | null
  usage: UsedMonth[] | null
}

const MOST_RELATIVES = 40
const MOST_OPEN = 50
const MONTHS = 12

/** Relatives of a medicine, its open lines by store, and its usage by month. Needs `catalogue.view`. */
export async function productFamily(actor: Actor, vmpId: string, now: Date): Promise<ProductFamily> {
  if (!may(actor, 'catalogue.view')) return { relatives: [], openLines: null, usage: null }
  return withTrust(actor, async (tx) => {
    const relatives = await tx.$queryRaw<{ vmp_id: string; name: string; packs: number }[]>`
      WITH own AS MATERIALIZED (
        SELECT p.vtm_id FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ${vmpId} AND p.vtm_id IS NOT NULL LIMIT 1
      )
      SELECT p.vmp_id, min(p.name) AS name, count(DISTINCT p.ampp_id) FILTER (WHERE NOT p.discontinued)::int AS packs
      FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vtm_id = (SELECT vtm_id FROM own) AND p.vmp_id <> ${vmpId}
      GROUP BY p.vmp_id ORDER BY min(p.name), p.vmp_id LIMIT ${MOST_RELATIVES}`
    const openLines = may(actor, 'order.view')
      ? await tx.$queryRaw<Raw[]>`
        SELECT l.id, o.number, o.status, s.name || ', ' || t.name AS "storeName", o.supplier_name AS "supplierName",
          l.pack_text AS "packText", l.packs + l.over_packs - l.received_packs - l.closed_packs AS outstanding,
          l.units_milli, l.due_on::text
        FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
        JOIN store s ON s.trust_id = o.trust_id AND s.id = o.store_id
        JOIN site t ON t.trust_id = s.trust_id AND t.id = s.site_id
        WHERE l.trust_id = ${actor.trustId}::uuid AND l.vmp_id = ${vmpId} AND l.state = 'open'
          AND l.received_packs + l.closed_packs < l.packs + l.over_packs
          AND o.status IN ('awaiting_approval', 'approved', 'sent')
        ORDER BY 4, l.due_on NULLS LAST, l.id LIMIT ${MOST_OPEN}`
      : null
    return {
      relatives: relatives.map((row) => ({ vmpId: row.vmp_id, name: row.name, packs: row.packs })),
      openLines:
        openLines?.map(({ units_milli, due_on, ...row }) => ({
          ...row,
          unitsMilli: milli(units_milli),
          dueOn: due_on === null ? null : dayOrNone(due_on),
        })) ?? null,
      usage: await usageByMonth(actor, vmpId, now),
    }
  })
}

type Raw = Omit<OpenLine, 'unitsMilli' | 'dueOn'> & { units_milli: bigint; due_on: string | null }

/** What the trust used of a medicine in each of the last twelve months and this one, from the first that is on file. null where the role sees no stock. */
export async function usageByMonth(actor: Actor, vmpId: string, now: Date): Promise<UsedMonth[] | null> {
  if (!may(actor, 'stock.view')) return null
  const today = londonDate(now)
  const from = startOfMonth(addMonths(today, -MONTHS))
  const rows = await withTrust(
    actor,
    (tx) => tx.$queryRaw<{ month: string; units: bigint }[]>`
      SELECT date_trunc('month', u.day)::date::text AS month, sum(u.units_milli)::bigint AS units FROM usage_day u
      WHERE u.trust_id = ${actor.trustId}::uuid AND u.vmp_id = ${vmpId} AND u.day BETWEEN ${from}::date AND ${today}::date
      GROUP BY 1 ORDER BY 1`,
  )
  if (rows.length === 0) return []
  const used = new Map(rows.map((row) => [localDate(row.month), milli(row.units)]))
  const [first] = [...used.keys()]
  return monthsBetween(first ?? from, today).map((month) => ({
    month,
    unitsMilli: used.get(month) ?? milli(0),
    part: month === startOfMonth(today),
  }))
}
