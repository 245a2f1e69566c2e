import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { OWNERS, PACK_COLUMNS, type PackRow, packOf, packsOfMedicine } from '#lib/catalogue/pack.queries.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { buyingGroupsOn } from '#lib/contracts/award.queries.ts'
import { awardsInForce, delivers } from '#lib/contracts/award.rules.ts'
import { offersFor } from '#lib/contracts/offers.queries.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { addMonths, dayOrNone, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type Price, price } from '#lib/values/money.ts'
import { standingMark } from './on-file.rules.ts'

/** How a price on file stands on a day. */
export type FiledState = 'now' | 'coming' | 'over' | 'withdrawn'

/** A price on file with who entered it; the price is null where the role does not see prices. */
export type FiledPrice = {
  id: string
  amppId: string
  supplierId: string
  supplierName: string
  price: Price | null
  source: string
  from: LocalDate
  to: LocalDate | null
  state: FiledState
  /** Name of who entered it, alone or with an order. */
  by: string
  at: Date
}

/** A medicine's prices on file, and what entering one needs. */
export type MedicinePrices = {
  vmpId: string
  name: string
  packs: DictionaryPack[]
  /** In force and to come, and what ended in the last two years; newest first for each pack and supplier. */
  prices: FiledPrice[]
  /** Suppliers to choose from: those with an account first. */
  suppliers: { id: string; name: string; hasAccount: boolean }[]
}

type Row = {
  id: string
  ampp_id: string
  supplier_id: string
  supplier_name: string
  price: bigint
  source: string
  valid_from: string
  valid_to: string
  withdrawn: boolean
  entered_by: string | null
  entered_at: Date
}

const COLUMNS = Prisma.sql`sp.id, sp.ampp_id, sp.supplier_id, s.name AS supplier_name, sp.price, sp.source, sp.valid_from::text,
  sp.valid_to::text, sp.withdrawn, sp.entered_by, sp.entered_at`
const MOST = 300
const MONTHS_BACK = 24

/** One medicine's prices on file with every supplier; null when no pack of it is known here. Needs `catalogue.view`. */
export async function pricesOfMedicine(actor: Actor, vmpId: string, now: Date): Promise<MedicinePrices | null> {
  if (!may(actor, 'catalogue.view')) return null
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const packs = await packsOfMedicine(tx, actor, vmpId)
    const [first] = packs
    if (!first) return null
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM supplier_price sp JOIN supplier s ON s.id = sp.supplier_id
      WHERE sp.ampp_id = ANY (${packs.map((one) => one.amppId)}::text[]) AND sp.valid_to >= ${addMonths(on, -MONTHS_BACK)}::date
      ORDER BY s.name, sp.ampp_id, sp.valid_from DESC, sp.id DESC LIMIT ${MOST}`
    return {
      vmpId,
      name: first.name,
      packs,
      prices: await filedPrices(tx, actor, rows, on),
      suppliers: may(actor, 'price.edit') ? await suppliersToChoose(tx) : [],
    }
  })
}

async function filedPrices(tx: Tx, actor: Actor, rows: readonly Row[], on: LocalDate): Promise<FiledPrice[]> {
  const { prices } = sightOf(actor)
  const people = rows.length > 0 ? await peopleOfTrust(tx) : new Map()
  return rows.map((row) => ({
    id: row.id,
    amppId: row.ampp_id,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    price: prices ? price(row.price) : null,
    source: row.source,
    from: localDate(row.valid_from),
    to: dayOrNone(row.valid_to),
    state: stateOf(row, on),
    by: nameOf(people, row.entered_by),
    at: row.entered_at,
  }))
}

function stateOf(row: Pick<Row, 'valid_from' | 'valid_to' | 'withdrawn'>, on: LocalDate): FiledState {
  if (row.withdrawn) return 'withdrawn'
  if (row.valid_to < on) return 'over'
  return row.valid_from > on ? 'coming' : 'now'
}

async function suppliersToChoose(tx: Tx): Promise<MedicinePrices['suppliers']> {
  return tx.$queryRaw`
    SELECT s.id, s.name, (a.supplier_id IS NOT NULL) AS "hasAccount" FROM supplier s
    LEFT JOIN supplier_account a ON a.supplier_id = s.id WHERE s.owner_id = ANY (${OWNERS}) AND s.joined_to IS NULL
    ORDER BY a.supplier_id IS NULL, lower(s.name), s.id LIMIT 1000`
}

/** What stands for one pack from one supplier, before a price of it is entered. */
export type StandingPrice = {
  /** Goes along with the form, so that nobody's price is ended unseen. */
  mark: string
  now: FiledPrice | null
  coming: FiledPrice[]
  /** The contract that this supplier delivers the pack under today; its price counts before one on file. */
  contract: { reference: string; lot: string; validTo: LocalDate } | null
}

/** What stands for a pack from a supplier; null where there is no such supplier. Needs `price.edit`. */
export async function standingPrice(
  actor: Actor,
  of: { prices: MedicinePrices; amppId: string; supplierId: string; now: Date },
): Promise<StandingPrice | null> {
  if (!may(actor, 'price.edit')) return null
  const { supplierId, amppId } = of
  const on = londonDate(of.now)
  if (!of.prices.packs.some((one) => one.amppId === amppId)) return null
  if (!of.prices.suppliers.some((one) => one.id === supplierId)) return null
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM supplier_price sp JOIN supplier s ON s.id = sp.supplier_id
      WHERE sp.supplier_id = ${supplierId}::uuid AND sp.ampp_id = ${amppId} AND NOT sp.withdrawn AND sp.valid_to >= ${on}::date
      ORDER BY sp.valid_from`
    const standing = await filedPrices(tx, actor, rows, on)
    const { byPack } = await offersFor(tx, actor, { amppIds: [amppId], on })
    const awards = byPack.get(amppId)?.awards ?? []
    const groups = await buyingGroupsOn(tx, on)
    const award = awardsInForce(awards, groups, on).find((one) => one.amppId === amppId && delivers(one, supplierId))
    return {
      mark: standingMark(standing),
      now: standing.find((one) => one.state === 'now') ?? null,
      coming: standing.filter((one) => one.state === 'coming'),
      contract: award ? { reference: award.reference, lot: award.lot, validTo: award.validTo } : null,
    }
  })
}

/** A price on file with its pack. */
export type SupplierPrice = FiledPrice & { pack: DictionaryPack | null; vmpId: string }

/** How many prices stand on a page. */
export const PRICES_A_PAGE = 50

/** What is on file with a supplier today and to come, by medicine, a page at a time. Needs `supplier.view`. */
export async function pricesOfSupplier(
  actor: Actor,
  supplierId: string,
  asked: { after: string; now: Date },
): Promise<{ prices: SupplierPrice[]; after: string | null; count: number }> {
  if (!may(actor, 'supplier.view')) return { prices: [], after: null, count: 0 }
  const on = londonDate(asked.now)
  const [name = '', id = ''] = asked.after.split('\n')
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<(Row & PackRow & { place: string })[]>`
      SELECT ${COLUMNS}, ${PACK_COLUMNS}, lower(p.name) AS place FROM supplier_price sp JOIN supplier s ON s.id = sp.supplier_id
      JOIN LATERAL (SELECT p.* FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.ampp_id = sp.ampp_id
        ORDER BY p.owner_id = ${actor.trustId}::uuid DESC LIMIT 1) p ON true
      WHERE sp.supplier_id = ${supplierId}::uuid AND NOT sp.withdrawn AND sp.valid_to >= ${on}::date
        AND (lower(p.name), sp.id::text) > (${name}, ${id})
      ORDER BY lower(p.name), sp.id::text LIMIT ${PRICES_A_PAGE + 1}`
    const [counted] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM supplier_price sp
      WHERE sp.supplier_id = ${supplierId}::uuid AND NOT sp.withdrawn AND sp.valid_to >= ${on}::date`
    const shown = rows.slice(0, PRICES_A_PAGE)
    const filed = await filedPrices(tx, actor, shown, on)
    const last = shown.at(-1)
    return {
      prices: filed.map((one, index) => {
        const row = shown[index]
        return { ...one, pack: row ? packOf(row) : null, vmpId: row?.vmp_id ?? '' }
      }),
      after: rows.length > PRICES_A_PAGE && last ? `${last.place}\n${last.id}` : null,
      count: counted?.count ?? 0,
    }
  })
}
