import 'server-only'
import { medicineNow } from '#lib/catalogue/pack.queries.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { addDays, type LocalDate, localDate, londonInstant } from '#lib/values/dates.ts'
import { groupsReached } from '../award.rules.ts'
import type { ChangeKind } from './change.rules.ts'
import type { Bought } from './effect.rules.ts'
import type { ToWeigh } from './weigh.rules.ts'

/** The days of use that are looked at. */
const YEAR = 365

/** The changes of a catalogue that reach the trust of this transaction: in its groups on the day each begins. */
export async function changesThatReach(tx: Tx, set: { ownerId: string; loadId: string }): Promise<ToWeigh[]> {
  const groups = await tx.$queryRaw<{ kind: string; code: string; from: string; to: string }[]>`
    SELECT kind, code, valid_from::text AS "from", valid_to::text AS "to" FROM buying_group`
  const reached = new Map<LocalDate, ReadonlySet<string>>()
  const on = (day: LocalDate) => {
    const known = reached.get(day)
    if (known) return known
    const of = (kind: string) =>
      groups.find((one) => one.kind === kind && one.from <= day && day <= one.to)?.code ?? null
    const found = new Set(groupsReached({ generics: of('generics'), branded: of('branded') }))
    reached.set(day, found)
    return found
  }
  const rows = await tx.$queryRaw<
    {
      n: number
      kind: ChangeKind
      group: string
      vmp: string
      on: string
      oa: string | null
      opr: bigint | null
      ou: bigint | null
      oc: boolean
      npr: bigint | null
      nu: bigint | null
      nc: boolean
    }[]
  >`
    SELECT n, kind, buying_group AS "group", ${medicineNow(Prisma.sql`CASE WHEN old_ampp_id IS NULL THEN new_ampp_id ELSE old_ampp_id END`, Prisma.sql`contract_change.vmp_id`)} AS vmp, starts_on::text AS "on", old_ampp_id AS oa, old_price AS opr,
      old_units AS ou, old_confidential AS oc, new_price AS npr, new_units AS nu, new_confidential AS nc
    FROM contract_change WHERE owner_id = ${set.ownerId}::uuid AND load_id = ${set.loadId}::uuid ORDER BY n`
  return rows
    .filter((row) => on(localDate(row.on)).has(row.group))
    .map((row) => ({
      n: row.n,
      kind: row.kind,
      vmpId: row.vmp,
      old:
        row.opr === null || row.ou === null
          ? null
          : { amppId: row.oa ?? '', price: Number(row.opr), units: Number(row.ou), confidential: row.oc },
      next:
        row.npr === null || row.nu === null
          ? null
          : { price: Number(row.npr), units: Number(row.nu), confidential: row.nc },
    }))
}

/** What was issued of medicines in the twelve months before a day, thousandths of a unit. */
export async function issuedOf(tx: Tx, vmpIds: readonly string[], on: LocalDate): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<{ vmp_id: string; units: bigint }[]>`
    SELECT v.vmp_id, u.units FROM unnest(${[...vmpIds]}::text[]) AS v (vmp_id)
    CROSS JOIN LATERAL (SELECT coalesce(sum(d.units_milli), 0)::bigint AS units FROM usage_day d
      WHERE d.vmp_id = v.vmp_id AND d.day BETWEEN ${addDays(on, -YEAR)}::date AND ${addDays(on, -1)}::date) u`
  return new Map(rows.map((row) => [row.vmp_id, row.units]))
}

/** What was bought of medicines in the twelve months before a day, by pack, and what it cost. */
export async function boughtOf(tx: Tx, vmpIds: readonly string[], on: LocalDate): Promise<Map<string, Bought>> {
  const rows = await tx.$queryRaw<
    { vmp_id: string; ampp_id: string; units: bigint; cost: bigint; confidential: boolean }[]
  >`
    SELECT l.vmp_id, l.ampp_id, sum((l.packs - l.closed_packs)::bigint * l.units_milli)::bigint AS units,
      sum((l.packs - l.closed_packs)::bigint * l.price)::bigint AS cost, bool_or(l.price_confidential) AS confidential
    FROM unnest(${[...vmpIds]}::text[]) AS v (vmp_id)
    CROSS JOIN LATERAL (SELECT * FROM order_line l WHERE l.vmp_id = v.vmp_id AND l.packs > l.closed_packs) l
    JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    WHERE o.status IN ('approved', 'sent', 'closed') AND o.raised_at >= ${londonInstant(addDays(on, -YEAR))}
    GROUP BY 1, 2`
  const found = new Map<string, { units: Map<string, bigint>; cost: bigint; confidential: boolean }>()
  for (const row of rows) {
    const one = found.get(row.vmp_id) ?? { units: new Map(), cost: 0n, confidential: false }
    one.units.set(row.ampp_id, row.units)
    one.cost += row.cost
    one.confidential ||= row.confidential
    found.set(row.vmp_id, one)
  }
  return found
}
