import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { OWNERS, PACK_COLUMNS, type PackRow, packOf } from '#lib/catalogue/pack.queries.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { dayOrNone, type LocalDate, localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { awardsWhere } from './award.queries.ts'
import { groupsReached } from './award.rules.ts'
import type { DatedContext, GroupPeriod } from './dated.rules.ts'
import { lastPaidFor } from './offers.queries.ts'
import type { PriceOnFile } from './price.rules.ts'
import { priceTolerance } from './tolerance.queries.ts'

/** All that pricing one medicine on any day from `from` on needs, with its packs whole. */
export type DatedMedicine = Omit<DatedContext, 'packs'> & { packs: readonly DictionaryPack[] }

/**
 * Loads all that pricing one medicine needs for any day from `from` on: every pack, award and price on file that had not
 * ended by then, and the trust's groups with their days; the tolerance is that of `on`. Nothing is hidden: what a role may
 * see is decided where it is shown. null where no pack of the medicine is known here.
 */
export async function datedMedicine(
  tx: Tx,
  actor: Actor,
  asked: { vmpId: string; from: LocalDate; on: LocalDate },
): Promise<DatedMedicine | null> {
  const rows = await tx.$queryRaw<PackRow[]>`
    SELECT DISTINCT ON (p.ampp_id) ${PACK_COLUMNS} FROM pack p
    WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ${asked.vmpId}
    ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC`
  if (rows.length === 0) return null
  const packs = rows.map(packOf)
  const ids = packs.map((pack) => pack.amppId)
  const groupPeriods = await groupPeriodsFrom(tx, asked.from)
  const reached = groupsEverReached(groupPeriods)
  const awards = await awardsWhere(
    tx,
    Prisma.sql`a.ampp_id = ANY (${ids}::text[]) AND a.buying_group = ANY (${reached}::text[])
      AND a.valid_to >= ${asked.from}::date`,
  )
  return {
    trustId: actor.trustId,
    vmpId: asked.vmpId,
    tolerance: await priceTolerance(tx, asked.on),
    packs,
    groupPeriods,
    awards,
    pricesOnFile: await pricesOnFileFrom(tx, ids, asked.from),
    lastPaid: await lastPaidFor(tx, ids),
  }
}

/** The trust's groups with their days, those that ended before a day left out. */
export async function groupPeriodsFrom(tx: Tx, from: LocalDate): Promise<GroupPeriod[]> {
  const rows = await tx.$queryRaw<{ kind: string; code: string; valid_from: string; valid_to: string }[]>`
    SELECT kind, code, valid_from::text, valid_to::text FROM buying_group
    WHERE valid_to >= ${from}::date ORDER BY kind, valid_from`
  return rows.map((row) => ({
    kind: row.kind === 'branded' ? 'branded' : 'generics',
    code: row.code,
    from: localDate(row.valid_from),
    to: dayOrNone(row.valid_to),
  }))
}

function groupsEverReached(periods: readonly GroupPeriod[]): string[] {
  const each = periods.flatMap(({ kind, code }) =>
    groupsReached(kind === 'generics' ? { generics: code, branded: null } : { generics: null, branded: code }),
  )
  return [...new Set([...each, ...groupsReached({ generics: null, branded: null })])]
}

async function pricesOnFileFrom(tx: Tx, amppIds: readonly string[], from: LocalDate): Promise<PriceOnFile[]> {
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
    FROM supplier_price sp JOIN supplier s ON s.id = sp.supplier_id
    LEFT JOIN supplier_account sa ON sa.supplier_id = sp.supplier_id
    WHERE sp.ampp_id = ANY (${[...amppIds]}::text[]) AND NOT sp.withdrawn AND sp.valid_to >= ${from}::date
    ORDER BY sp.valid_from, s.name, sp.id`
  return rows.map((row) => ({
    amppId: row.ampp_id,
    vendor: { id: row.supplier_id, name: row.name, hasAccount: row.has_account },
    price: price(row.price),
    source: row.source,
    validFrom: localDate(row.valid_from),
    validTo: dayOrNone(row.valid_to),
  }))
}
