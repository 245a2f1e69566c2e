import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { handledOn } from '#lib/catalogue/handled/handled.queries.ts'
import { OWNERS, PACK_COLUMNS, type PackRow, packOf } from '#lib/catalogue/pack.queries.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { dayOrNone, type LocalDate, localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { awardsWhere, buyingGroupsOn, onPacks } from './award.queries.ts'
import { type BuyingGroups, groupsReached } from './award.rules.ts'
import type { LastPaid, PriceContext, PriceOnFile } from './price.rules.ts'
import { priceTolerance } from './tolerance.queries.ts'

/** What is asked: the medicines of these packs, or one medicine; for a London day. */
export type OffersAsked = {
  amppIds?: readonly string[]
  vmpIds?: readonly string[]
  on: LocalDate
  /**
   * Which packs of each medicine: 'all', or 'priced' (what was asked and every equivalent that a price is known for:
   * enough to resolve prices and find the next best). 'priced' unless told.
   */
  equivalents?: 'all' | 'priced'
  /** The trust's buying groups on the day, likewise. */
  groups?: BuyingGroups
}

/** One medicine, ready for `resolvePrice`, `rankOffers` and `judge`. */
export type MedicineOffers = Omit<PriceContext, 'packs'> & {
  packs: readonly Pack[]
  /** Packs of it that this trust ordered before (approved at least). */
  boughtBefore: ReadonlySet<string>
}

/** Medicines by VMP id, and the same by the AMPP id of each of their packs. */
export type Offers = { byMedicine: Map<string, MedicineOffers>; byPack: Map<string, MedicineOffers> }

/**
 * Loads all that pricing needs for several packs in eight reads, whatever their number; inside commands, too. Nothing is
 * hidden: what a role may see is decided where it is shown (`shown.rules.ts`). Unknown packs are left out.
 */
export async function offersFor(tx: Tx, actor: Actor, asked: OffersAsked): Promise<Offers> {
  const groups = asked.groups ?? (await buyingGroupsOn(tx, asked.on))
  const reached = groupsReached(groups)
  const packs = await packsFor(tx, actor, asked, reached)
  const ids = packs.map((pack) => pack.amppId)
  const tolerance = await priceTolerance(tx, asked.on)
  const awards = ids.length > 0 ? await awardsWhere(tx, onPacks(ids, reached, asked.on)) : []
  const pricesOnFile = await pricesOnFileFor(tx, ids, asked.on)
  const lastPaid = await lastPaidFor(tx, ids)
  const medicineOf = new Map(packs.map((pack) => [pack.amppId, pack.vmpId]))
  const byMedicine = <T extends { amppId: string }>(all: readonly T[]) =>
    Map.groupBy(all, (one) => medicineOf.get(one.amppId))
  const [ownAwards, onFile, lastPaidOf] = [byMedicine(awards), byMedicine(pricesOnFile), byMedicine(lastPaid)]
  const offers: Offers = { byMedicine: new Map(), byPack: new Map() }
  for (const [vmpId, own] of Map.groupBy(packs, (pack) => pack.vmpId)) {
    const paid = lastPaidOf.get(vmpId) ?? []
    const medicine: MedicineOffers = {
      on: asked.on,
      vmpId,
      groups,
      tolerance,
      packs: own,
      awards: ownAwards.get(vmpId) ?? [],
      pricesOnFile: onFile.get(vmpId) ?? [],
      lastPaid: paid,
      boughtBefore: new Set(paid.map((one) => one.amppId)),
    }
    offers.byMedicine.set(vmpId, medicine)
    for (const { amppId } of own) offers.byPack.set(amppId, medicine)
  }
  return offers
}

async function packsFor(tx: Tx, actor: Actor, asked: OffersAsked, groups: readonly string[]): Promise<Pack[]> {
  const wanted = [...(asked.amppIds ?? [])]
  const medicines = [...(asked.vmpIds ?? [])]
  if (wanted.length === 0 && medicines.length === 0) return []
  const priced =
    asked.equivalents === 'all'
      ? Prisma.sql`true`
      : Prisma.sql`(p.ampp_id IN (SELECT unnest(${wanted}::text[]))
          OR EXISTS (SELECT FROM award a WHERE a.ampp_id = p.ampp_id AND a.buying_group = ANY (${[...groups]}::text[])
            AND a.valid_to >= ${asked.on}::date)
          OR EXISTS (SELECT FROM supplier_price sp WHERE sp.trust_id = ${actor.trustId}::uuid AND sp.ampp_id = p.ampp_id
            AND NOT sp.withdrawn AND ${asked.on}::date BETWEEN sp.valid_from AND sp.valid_to))`
  const rows = await tx.$queryRaw<PackRow[]>`
    WITH medicine AS MATERIALIZED (
      SELECT DISTINCT m.vmp_id FROM pack m WHERE m.owner_id = ANY (${OWNERS}) AND m.ampp_id = ANY (${wanted}::text[])
      UNION SELECT unnest(${medicines}::text[])
    )
    SELECT DISTINCT ON (p.ampp_id) ${PACK_COLUMNS} FROM pack p
    WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ANY (ARRAY(SELECT vmp_id FROM medicine)) AND ${priced}
    ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC`
  return handledOn(tx, rows.map(packOf), asked.on)
}

async function pricesOnFileFor(tx: Tx, amppIds: readonly string[], on: LocalDate): Promise<PriceOnFile[]> {
  if (amppIds.length === 0) return []
  const rows = await tx.$queryRaw<
    {
      ampp_id: string
      supplier_id: string
      name: string
      has_account: boolean
      price: bigint
      source: string
      valid_from: string
      valid_to: string
    }[]
  >`
    SELECT sp.ampp_id, sp.supplier_id, s.name, (sa.supplier_id IS NOT NULL) AS has_account, sp.price, sp.source,
      sp.valid_from::text, sp.valid_to::text
    FROM supplier_price sp
    JOIN supplier s ON s.id = sp.supplier_id
    LEFT JOIN supplier_account sa ON sa.supplier_id = sp.supplier_id
    WHERE sp.ampp_id = ANY (${[...amppIds]}::text[]) AND NOT sp.withdrawn
      AND ${on}::date BETWEEN sp.valid_from AND sp.valid_to`
  return rows.map((row) => ({
    amppId: row.ampp_id,
    vendor: { id: row.supplier_id, name: row.name, hasAccount: row.has_account },
    price: price(row.price),
    source: row.source,
    validFrom: localDate(row.valid_from),
    validTo: dayOrNone(row.valid_to),
  }))
}

/** What the trust last paid for each of these packs: the newest line of an order that was approved at least. */
export async function lastPaidFor(tx: Tx, amppIds: readonly string[]): Promise<LastPaid[]> {
  if (amppIds.length === 0) return []
  const rows = await tx.$queryRaw<
    { ampp_id: string; vendor_name: string; price: bigint; on: string; confidential: boolean }[]
  >`
    SELECT l.* FROM unnest(${[...amppIds]}::text[]) AS asked (ampp_id)
    CROSS JOIN LATERAL (
      SELECT l.ampp_id, o.supplier_name AS vendor_name, l.price, (o.approved_at AT TIME ZONE 'Europe/London')::date::text AS on,
        l.price_confidential AS confidential
      FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
      WHERE l.ampp_id = asked.ampp_id AND o.approved_at IS NOT NULL AND l.state <> 'superseded'
        AND o.status IN ('approved', 'sent', 'closed')
      ORDER BY l.id DESC LIMIT 1
    ) l`
  return rows.map((row) => ({
    amppId: row.ampp_id,
    vendorName: row.vendor_name,
    price: price(row.price),
    on: localDate(row.on),
    confidential: row.confidential,
  }))
}
