import 'server-only'
import { findPacks } from '#lib/catalogue/search.queries.ts'
import { readSearch } from '#lib/catalogue/search.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { addDays, type LocalDate, londonDate, londonInstant } from '#lib/values/dates.ts'
import type { AuditAsked } from './audit.schema.ts'

/** A medicine that the words of a filter mean. */
export type AskedMedicine = { vmpId: string; name: string }

/** Medicines that words may mean at most: more than that is no product any more. */
const MOST_MEDICINES = 25
/** Documents up to which their entries are read document by document; beyond, entries are gone through newest first. */
const MOST_CHAINS = 2_000
const NIL = '00000000-0000-0000-0000-000000000000'

/** The medicines of the packs that words or a code find, best first. */
export async function medicinesMeant(tx: Tx, words: string, now: Date): Promise<AskedMedicine[]> {
  if (words === '') return []
  const on = londonDate(now)
  const found = await findPacks(tx, readSearch(words, on), { on, most: 200 })
  const rows = await tx.$queryRaw<{ vmp_id: string; name: string }[]>`
    SELECT DISTINCT ON (f.place, p.vmp_id) p.vmp_id, p.name
    FROM unnest(${found.map((one) => one.ampp_id)}::text[]) WITH ORDINALITY AS f (ampp_id, place)
    JOIN pack p ON p.ampp_id = f.ampp_id AND p.owner_id = ANY (reference_owners()) ORDER BY f.place`
  const names = new Map<string, string>()
  for (const row of rows) if (!names.has(row.vmp_id)) names.set(row.vmp_id, row.name)
  return [...names].slice(0, MOST_MEDICINES).map(([vmpId, name]) => ({ vmpId, name }))
}

/**
 * Where the entries that are asked for are looked for. `chains`: those of these documents, which are few. Otherwise the
 * whole record, newest first, with `each` asked of every entry: right where many documents fit, as a page is soon full.
 */
export type Places = { chains: string[] | null; each: Prisma.Sql[] }

/** Turns what is asked into places: every part narrows, whatever the others say. */
export async function placesOf(tx: Tx, trustId: string, asked: AuditAsked, now: Date): Promise<Places> {
  const each = [Prisma.sql`e.trust_id = ${trustId}::uuid`, ...timeConditions(asked)]
  if (asked.person) each.push(Prisma.sql`e.actor_id = ${asked.person}::uuid`)
  const medicines = asked.product === '' ? null : (await medicinesMeant(tx, asked.product, now)).map((one) => one.vmpId)
  const { supplier, number } = asked
  if (number !== '') {
    const chains = await chainsOfNumber(tx, trustId, number)
    if (medicines === null && !supplier) return { chains, each }
    const fitting = await chainsOf(tx, trustId, { medicines, supplier, among: chains })
    return { chains: fitting ?? [], each }
  }
  if (medicines === null && !supplier) return { chains: null, each }
  const chains = await chainsOf(tx, trustId, { medicines, supplier, among: null })
  if (chains) return { chains, each }
  return { chains: null, each: [...each, fits({ medicines, supplier })] }
}

/** By the moment exactly, and by the id, which begins with its moment: so an index finds the place. */
function timeConditions({ from, to }: AuditAsked): Prisma.Sql[] {
  const parts: Prisma.Sql[] = []
  if (from) {
    const at = londonInstant(from)
    parts.push(Prisma.sql`e.at >= ${at} AND e.id >= ${firstIdOf(addDays(from, -1))}::uuid`)
  }
  if (to) {
    const at = londonInstant(addDays(to, 1))
    parts.push(Prisma.sql`e.at < ${at} AND e.id < ${firstIdOf(addDays(to, 2))}::uuid`)
  }
  return parts
}

function firstIdOf(day: LocalDate): string {
  const hex = londonInstant(day).getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}${NIL.slice(13)}`
}

/** The order with its deliveries, or the delivery, of this number. */
async function chainsOfNumber(tx: Tx, trustId: string, number: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH asked AS (SELECT id FROM purchase_order WHERE trust_id = ${trustId}::uuid AND number = ${number})
    SELECT id FROM asked
    UNION SELECT rl.receipt_id FROM asked JOIN receipt_line rl ON rl.trust_id = ${trustId}::uuid AND rl.order_id = asked.id
    UNION SELECT id FROM receipt WHERE trust_id = ${trustId}::uuid AND number = ${number}`
  return rows.map((row) => row.id)
}

type Wanted = { medicines: readonly string[] | null; supplier: string | undefined; among: readonly string[] | null }

/** The orders and deliveries of a supplier and of medicines, and the supplier itself; null where they are too many. */
async function chainsOf(tx: Tx, trustId: string, { medicines, supplier, among }: Wanted): Promise<string[] | null> {
  const trust = Prisma.sql`${trustId}::uuid`
  const ofSupplier = supplier ? Prisma.sql`AND o.supplier_id = ${supplier}::uuid` : Prisma.empty
  const narrowed = among ? Prisma.sql`AND o.id = ANY (${[...among]}::uuid[])` : Prisma.empty
  const orders = medicines
    ? Prisma.sql`
      SELECT DISTINCT o.id FROM order_line l JOIN purchase_order o ON o.trust_id = l.trust_id AND o.id = l.order_id
      WHERE l.trust_id = ${trust} AND l.vmp_id = ANY (${[...medicines]}::text[]) ${ofSupplier} ${narrowed} LIMIT ${MOST_CHAINS + 1}`
    : Prisma.sql`
      SELECT o.id FROM purchase_order o WHERE o.trust_id = ${trust} ${ofSupplier} ${narrowed} LIMIT ${MOST_CHAINS + 1}`
  const rows = await tx.$queryRaw<{ id: string }[]>(orders)
  if (rows.length > MOST_CHAINS) return null
  const ids = rows.map((row) => row.id)
  const receipts = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT rl.receipt_id AS id FROM receipt_line rl
    WHERE rl.trust_id = ${trust} AND rl.order_id = ANY (${ids}::uuid[])
      AND (${medicines === null} OR rl.vmp_id = ANY (${[...(medicines ?? [])]}::text[]))`
  const itself = supplier && medicines === null && among === null ? [supplier] : []
  return [...ids, ...receipts.map((row) => row.id), ...itself]
}

/** The same, asked of one entry. OFFSET 0 keeps it a question per entry: entries are gone through newest first. */
function fits({ medicines, supplier }: Pick<Wanted, 'medicines' | 'supplier'>): Prisma.Sql {
  const ofSupplier = supplier ? Prisma.sql`AND o.supplier_id = ${supplier}::uuid` : Prisma.empty
  const ofOrder = medicines
    ? Prisma.sql`AND EXISTS (SELECT FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id
        AND l.vmp_id = ANY (${[...medicines]}::text[]))`
    : Prisma.empty
  const ofReceipt = medicines ? Prisma.sql`AND rl.vmp_id = ANY (${[...medicines]}::text[])` : Prisma.empty
  return Prisma.sql`CASE e.document
    WHEN 'order' THEN EXISTS (SELECT FROM purchase_order o
      WHERE o.trust_id = e.trust_id AND o.id = e.chain_id ${ofSupplier} ${ofOrder} OFFSET 0)
    WHEN 'receipt' THEN EXISTS (SELECT FROM receipt_line rl JOIN purchase_order o ON o.trust_id = rl.trust_id AND o.id = rl.order_id
      WHERE rl.trust_id = e.trust_id AND rl.receipt_id = e.chain_id ${ofSupplier} ${ofReceipt} OFFSET 0)
    ELSE e.chain_id = ${supplier && medicines === null ? supplier : NIL}::uuid END`
}
