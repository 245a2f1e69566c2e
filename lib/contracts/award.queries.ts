import 'server-only'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import type { Award, BuyingGroups, Vendor } from './award.rules.ts'

/** The trust's buying groups on a day. */
export async function buyingGroupsOn(tx: Tx, on: LocalDate): Promise<BuyingGroups> {
  const rows = await tx.$queryRaw<{ kind: string; code: string }[]>`
    SELECT kind, code FROM buying_group WHERE ${on}::date BETWEEN valid_from AND valid_to`
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.code ?? null
  return { generics: of('generics'), branded: of('branded') }
}

type AwardRow = {
  owner_id: string
  id: string
  reference: string
  category: string
  lot: string
  buying_group: string
  ampp_id: string
  units_milli: bigint
  supplier_id: string
  supplier_name: string
  has_account: boolean
  rank: number
  route: string
  wholesalers: { id: string; name: string; hasAccount: boolean }[] | null
  price: bigint
  valid_from: string
  valid_to: string
  extension_to: string | null
  minimum_packs: number
  minimum_order: bigint
  carriage: bigint
  lead_days: number | null
  annual_packs: number | null
  status: string
  confidentiality: string
}

/**
 * Awards that this trust may see and that match a condition on `a` (award), with their vendors and whether the trust has
 * an account with each. Withdrawn awards, replaced before they began, are left out. Prices are not hidden here: what a
 * role may see is decided where they are shown (`shown.rules.ts`).
 */
export async function awardsWhere(tx: Tx, condition: Prisma.Sql, tail = Prisma.empty): Promise<Award[]> {
  const rows = await tx.$queryRaw<AwardRow[]>`
    SELECT a.owner_id, a.id, f.reference, f.category, a.lot, a.buying_group, a.ampp_id, p.units_milli, a.supplier_id,
      s.name AS supplier_name, (h.supplier_id IS NOT NULL) AS has_account, a.rank, a.route,
      (SELECT json_agg(json_build_object('id', ws.id, 'name', ws.name, 'hasAccount', wa.supplier_id IS NOT NULL) ORDER BY ws.name, ws.id)
       FROM award_wholesaler w JOIN supplier ws ON ws.id = w.supplier_id
       LEFT JOIN supplier_account wa ON wa.supplier_id = w.supplier_id
       WHERE w.owner_id = a.owner_id AND w.award_id = a.id) AS wholesalers,
      a.price, a.valid_from::text, a.valid_to::text, a.extension_to::text, a.minimum_packs, a.minimum_order, a.carriage,
      a.lead_days, a.annual_packs, a.status, a.confidentiality
    FROM award a
    JOIN framework f ON f.owner_id = a.owner_id AND f.id = a.framework_id
    JOIN pack p ON p.owner_id = a.pack_owner_id AND p.ampp_id = a.ampp_id
    JOIN supplier s ON s.id = a.supplier_id
    LEFT JOIN supplier_account h ON h.supplier_id = a.supplier_id
    WHERE NOT a.withdrawn AND ${condition} ${tail}`
  return rows.map(awardOf)
}

function awardOf(row: AwardRow): Award {
  const holder: Vendor = { id: row.supplier_id, name: row.supplier_name, hasAccount: row.has_account }
  return {
    ownerId: row.owner_id,
    id: row.id,
    reference: row.reference,
    category: row.category,
    lot: row.lot,
    buyingGroup: row.buying_group,
    amppId: row.ampp_id,
    unitsMilli: milli(row.units_milli),
    holder,
    rank: row.rank,
    route: row.route === 'wholesaler' ? 'wholesaler' : 'direct',
    wholesalers: row.wholesalers ?? [],
    price: price(row.price),
    validFrom: localDate(row.valid_from),
    validTo: localDate(row.valid_to),
    extensionTo: row.extension_to === null ? null : localDate(row.extension_to),
    minimumPacks: row.minimum_packs,
    minimumOrder: pence(row.minimum_order),
    carriage: pence(row.carriage),
    leadDays: row.lead_days,
    annualPacks: row.annual_packs,
    status: row.status === 'suspended' || row.status === 'terminated' ? row.status : 'active',
    confidentiality:
      row.confidentiality === 'open' || row.confidentiality === 'pas' ? row.confidentiality : 'framework',
  }
}

/** Condition: awards on these packs in these buying groups that have not ended before a day and that may hold on it. */
export function onPacks(amppIds: readonly string[], groups: readonly string[], on: LocalDate): Prisma.Sql {
  return Prisma.sql`a.ampp_id = ANY (${[...amppIds]}::text[]) AND a.buying_group = ANY (${[...groups]}::text[])
    AND a.valid_to >= ${on}::date AND NOT ${hubHolds(on)}`
}

/**
 * Condition: on a day, the hub has a price for what this award of the trust's own is for. The hub's is the one that
 * holds: a trust's file that says otherwise is refused, but the hub may take a line on later, and it sees no trust's.
 */
export function hubHolds(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(a.owner_id = nullif(current_setting('app.trust_id', true), '')::uuid AND EXISTS (
    SELECT FROM award h WHERE h.owner_id <> a.owner_id AND h.ampp_id = a.ampp_id AND h.buying_group = a.buying_group
      AND h.supplier_id = a.supplier_id AND h.rank = a.rank AND NOT h.withdrawn AND h.status <> 'terminated'
      AND ${on}::date BETWEEN h.valid_from AND h.valid_to))`
}
