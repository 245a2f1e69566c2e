import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { findPacks } from '#lib/catalogue/search.queries.ts'
import { readSearch } from '#lib/catalogue/search.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { readScan } from '#lib/exchange/gs1/scan.ts'
import { dayOrNone, type LocalDate, londonDate } from '#lib/values/dates.ts'
import { type Milli, milli } from '#lib/values/packs.ts'

const MOST = 50
const PACKS = 40

/** Where a batch is, or was booked in. Packs; `over` were held, and kept only if somebody decided so. */
export type BatchReceipt = {
  number: string
  receivedAt: Date
  supplier: string
  orderNumber: string
  accepted: number
  rejected: number
  over: number
  quarantined: boolean
  reversal: boolean
}

/** Stock of a batch in a store, in thousandths of a VMP unit. */
export type BatchStock = { store: string; units: Milli; quarantined: boolean }

/** One batch of one pack: what came of it and what is left. */
export type FoundBatch = {
  amppId: string
  product: string
  packText: string
  maker: string
  unitName: string
  batch: string
  expiry: LocalDate | null
  receipts: BatchReceipt[]
  stock: BatchStock[]
}

/** What a search for batches found. `more`: there are more than are shown. */
export type BatchSearch = { batches: FoundBatch[]; more: boolean }

/**
 * Batches by their number, the barcode of a pack, or the name of a product: what was booked in of each and where it is
 * now. Stock for those with `stock.view`, receipts for those with `delivery.view`; needs one of the two. Newest first,
 * fifty batches at most. `only: 'batches'` leaves names of products out: a search over everything finds those elsewhere.
 */
export async function findBatches(
  actor: Actor,
  now: Date,
  text: string,
  only: 'batches' | 'all' = 'all',
): Promise<BatchSearch> {
  const typed = text.trim()
  const stockShown = may(actor, 'stock.view')
  const receiptsShown = may(actor, 'delivery.view')
  if (!(stockShown || receiptsShown) || typed.length < 2) return { batches: [], more: false }
  const today = londonDate(now)
  const scan = readScan(typed, { today })
  const scanned = scan.ok ? scan.value : null
  return withTrust(actor, async (tx) => {
    const batches = scanned?.batch ? [scanned.batch] : scanned ? [] : spellings(typed)
    const packIds = await packsAsked(tx, scanned?.gtin14 ?? (scanned || only === 'batches' ? null : typed), today)
    if (only === 'batches' && batches.length === 0) return { batches: [], more: false }
    const keys = await keysOf(tx, actor, { batches, packIds, both: scanned?.batch !== undefined })
    const shown = keys.slice(0, MOST)
    const packs = await packsByIds(tx, actor, [...new Set(shown.map((key) => key.ampp_id))])
    const receipts = receiptsShown ? await receiptsOf(tx, actor, shown) : []
    const stock = stockShown ? await stockOf(tx, actor, shown) : []
    return { batches: shown.map((key) => foundBatch(key, packs, receipts, stock)), more: keys.length > MOST }
  })
}

type Key = { ampp_id: string; batch: string }

/** A batch is kept as it was printed; people type it in any case. */
function spellings(text: string): string[] {
  return [...new Set([text, text.toUpperCase(), text.toLowerCase()])]
}

async function packsAsked(tx: Tx, text: string | null, on: LocalDate): Promise<string[]> {
  if (text === null) return []
  const wanted = readSearch(text, on)
  if (wanted.words.length === 0 && wanted.codes.length === 0) return []
  return (await findPacks(tx, wanted, { on, most: PACKS })).map((one) => one.ampp_id)
}

/** The batches that fit, newest receipt first: by batch, by product, or both where a barcode gave both. */
async function keysOf(
  tx: Tx,
  actor: Actor,
  { batches, packIds, both }: { batches: string[]; packIds: string[]; both: boolean },
): Promise<Key[]> {
  const trust = Prisma.sql`${actor.trustId}::uuid`
  const ofPacks = Prisma.sql`ampp_id = ANY (${packIds}::text[])`
  const byBatch = both ? Prisma.sql`AND ${ofPacks}` : Prisma.empty
  return tx.$queryRaw<Key[]>`
    SELECT ampp_id, batch FROM (
      (SELECT l.ampp_id, l.batch, l.id FROM receipt_line l
        WHERE l.trust_id = ${trust} AND l.batch = ANY (${batches}::text[]) AND l.batch <> '' ${byBatch}
        ORDER BY l.id DESC LIMIT 500)
      UNION ALL
      (SELECT l.ampp_id, l.batch, l.id FROM unnest(${both ? [] : packIds}::text[]) AS wanted (ampp_id)
        CROSS JOIN LATERAL (
          SELECT o.id FROM order_line o WHERE o.trust_id = ${trust} AND o.ampp_id = wanted.ampp_id ORDER BY o.id DESC LIMIT 100) o
        JOIN receipt_line l ON l.trust_id = ${trust} AND l.order_line_id = o.id
        ORDER BY l.id DESC LIMIT 500)
      UNION ALL
      (SELECT h.ampp_id, h.batch, NULL::uuid FROM stock_holding h
        WHERE h.trust_id = ${trust} AND h.batch = ANY (${batches}::text[]) AND h.batch <> '' AND h.units_milli <> 0
        ${both ? Prisma.sql`AND h.${ofPacks}` : Prisma.empty} LIMIT 100)
      UNION ALL
      (SELECT h.ampp_id, h.batch, NULL::uuid FROM stock_holding h JOIN store s ON s.trust_id = h.trust_id AND s.id = h.store_id
        WHERE h.trust_id = ${trust} AND h.ampp_id = ANY (${both ? [] : packIds}::text[]) AND h.units_milli <> 0 LIMIT 300)
    ) hit
    GROUP BY ampp_id, batch ORDER BY max(id::text) DESC NULLS LAST, ampp_id, batch LIMIT ${MOST + 1}`
}

type ReceiptRow = Key & {
  expiry: Date | null
  number: string
  received_at: Date
  supplier: string
  order_number: string
  accepted: number
  rejected: number
  over: number
  quarantined: boolean
  reversal: boolean
}

async function receiptsOf(tx: Tx, actor: Actor, keys: readonly Key[]): Promise<ReceiptRow[]> {
  return tx.$queryRaw<ReceiptRow[]>`
    SELECT l.ampp_id, l.batch, l.expiry, r.number, r.received_at, r.supplier_name AS supplier, o.number AS order_number,
      l.accepted_packs AS accepted, l.rejected_packs AS rejected, l.over_packs AS over, l.quarantined, r.reverses_id IS NOT NULL AS reversal
    FROM unnest(${keys.map((key) => key.ampp_id)}::text[], ${keys.map((key) => key.batch)}::text[]) AS wanted (ampp_id, batch)
    JOIN receipt_line l ON l.trust_id = ${actor.trustId}::uuid AND l.batch = wanted.batch AND l.batch <> '' AND l.ampp_id = wanted.ampp_id
    JOIN receipt r ON r.trust_id = l.trust_id AND r.id = l.receipt_id
    JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
    ORDER BY r.id DESC LIMIT 500`
}

type StockRow = Key & { expiry: Date; store: string; units: bigint; quarantined: boolean }

async function stockOf(tx: Tx, actor: Actor, keys: readonly Key[]): Promise<StockRow[]> {
  return tx.$queryRaw<StockRow[]>`
    SELECT h.ampp_id, h.batch, min(h.expiry) AS expiry, s.name AS store, sum(h.units_milli)::bigint AS units, h.quarantined
    FROM unnest(${keys.map((key) => key.ampp_id)}::text[], ${keys.map((key) => key.batch)}::text[]) AS wanted (ampp_id, batch)
    CROSS JOIN store s
    JOIN stock_holding h ON h.trust_id = s.trust_id AND h.store_id = s.id AND h.ampp_id = wanted.ampp_id AND h.batch = wanted.batch
    WHERE s.trust_id = ${actor.trustId}::uuid AND h.units_milli <> 0
    GROUP BY h.ampp_id, h.batch, s.id, s.name, h.quarantined ORDER BY s.name, h.quarantined LIMIT 500`
}

function foundBatch(
  key: Key,
  packs: Map<string, DictionaryPack>,
  receipts: ReceiptRow[],
  stock: StockRow[],
): FoundBatch {
  const pack = packs.get(key.ampp_id)
  const mine = <T extends Key>(rows: T[]) =>
    rows.filter((row) => row.ampp_id === key.ampp_id && row.batch === key.batch)
  const own = mine(receipts)
  const held = mine(stock)
  const expiry = own.find((row) => row.expiry !== null)?.expiry ?? held[0]?.expiry
  return {
    amppId: key.ampp_id,
    product: pack?.name ?? 'Pack no longer in the catalogue',
    packText: pack?.packText ?? key.ampp_id,
    maker: pack?.maker ?? 'Not known',
    unitName: pack?.unitName ?? 'unit',
    batch: key.batch,
    expiry: expiry ? dayOrNone(expiry) : null,
    receipts: own.map((row) => ({
      number: row.number,
      receivedAt: row.received_at,
      supplier: row.supplier,
      orderNumber: row.order_number,
      accepted: row.accepted,
      rejected: row.rejected,
      over: row.over,
      quarantined: row.quarantined,
      reversal: row.reversal,
    })),
    stock: held.map((row) => ({ store: row.store, units: milli(row.units), quarantined: row.quarantined })),
  }
}
