import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import type { DictionaryPack } from './pack.rules.ts'

/** A row of `PACK_COLUMNS`. */
export type PackRow = {
  owner_id: string
  ampp_id: string
  vmpp_id: string
  amp_id: string
  vmp_id: string
  vtm_id: string | null
  name: string
  brand: string
  maker: string
  pack_text: string
  units_milli: bigint
  unit_name: string
  cd_category: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  high_cost: boolean
  biosimilar: boolean
  discontinued: boolean
  made_up: boolean
  list_price: bigint | null
}

/** The columns of a pack `p`, for raw reads. */
export const PACK_COLUMNS = Prisma.sql`p.owner_id, p.ampp_id, p.vmpp_id, p.amp_id, p.vmp_id, p.vtm_id, p.name, p.brand,
  p.maker, p.pack_text, p.units_milli, p.unit_name, p.cd_category, p.unlicensed, p.fridge, p.hazardous, p.high_cost,
  p.biosimilar, p.discontinued, p.made_up, p.list_price`

/** Whose reference data the current trust reads: in raw reads, `p.owner_id = ANY (${OWNERS})` lets the indexes be used. */
export const OWNERS = Prisma.sql`(SELECT reference_owners())::uuid[]`

/**
 * In raw reads: the id by which the medicine of a pack goes now; `then`, as it was written down, where the pack is not
 * known. `ampp` may be a column or a CASE: under row security the index is not used past a coalesce.
 */
export const medicineNow = (ampp: Prisma.Sql, then: Prisma.Sql) => Prisma.sql`coalesce(
  (SELECT p.vmp_id FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.ampp_id = ${ampp} LIMIT 1), ${then})`

/** A pack from its row. */
export function packOf(row: PackRow): DictionaryPack {
  return {
    ownerId: row.owner_id,
    amppId: row.ampp_id,
    vmppId: row.vmpp_id,
    ampId: row.amp_id,
    vmpId: row.vmp_id,
    vtmId: row.vtm_id,
    name: row.name,
    brand: row.brand,
    maker: row.maker,
    packText: row.pack_text,
    unitsMilli: milli(row.units_milli),
    unitName: row.unit_name,
    cdCategory: row.cd_category,
    unlicensed: row.unlicensed,
    fridge: row.fridge,
    hazardous: row.hazardous,
    highCost: row.high_cost,
    biosimilar: row.biosimilar,
    discontinued: row.discontinued,
    madeUp: row.made_up,
    listPrice: row.list_price === null ? null : price(row.list_price),
  }
}

/** Packs by AMPP id, as the trust of this transaction sees them: its own copy before its hub's. Unknown ids are left out. */
export async function packsByIds(
  tx: Tx,
  actor: Actor,
  amppIds: readonly string[],
): Promise<Map<string, DictionaryPack>> {
  if (amppIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<PackRow[]>`
    SELECT DISTINCT ON (p.ampp_id) ${PACK_COLUMNS} FROM pack p
    WHERE p.owner_id = ANY (${OWNERS}) AND p.ampp_id = ANY (${[...amppIds]}::text[])
    ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC`
  return new Map(rows.map((row) => [row.ampp_id, packOf(row)]))
}

/** The packs of a medicine by its VMP id, smallest first, as the trust of this transaction sees them. */
export async function packsOfMedicine(tx: Tx, actor: Actor, vmpId: string): Promise<DictionaryPack[]> {
  const rows = await tx.$queryRaw<PackRow[]>`
    SELECT DISTINCT ON (p.ampp_id) ${PACK_COLUMNS} FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ${vmpId}
    ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC`
  return rows.map(packOf).sort((a, b) => a.unitsMilli - b.unitsMilli || (a.maker < b.maker ? -1 : 1))
}

/** Codes of a pack on a day. */
export type PackCodes = {
  /** The newest barcode in use, 14 digits. */
  gtin: string | null
  npc: string | null
  /** Product codes by supplier id; '' = whoever sells it. */
  supplierCodes: Map<string, string>
}

/** Barcodes and codes of packs on a day, by AMPP id. A pack without any has an entry, too. */
export async function codesOfPacks(tx: Tx, amppIds: readonly string[], on: LocalDate): Promise<Map<string, PackCodes>> {
  const found = new Map<string, PackCodes>(
    amppIds.map((id) => [id, { gtin: null, npc: null, supplierCodes: new Map() }]),
  )
  if (amppIds.length === 0) return found
  const rows = await tx.$queryRaw<{ ampp_id: string; kind: string; code: string; supplier_id: string | null }[]>`
    SELECT c.ampp_id, c.kind, c.code, c.supplier_id FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND c.ampp_id = ANY (${[...amppIds]}::text[])
      AND ${on}::date BETWEEN c.valid_from AND c.valid_to
    ORDER BY c.valid_from, c.code`
  for (const row of rows) {
    const codes = found.get(row.ampp_id)
    if (!codes) continue
    if (row.kind === 'GTIN') codes.gtin = row.code
    if (row.kind === 'NPC') codes.npc = row.code
    if (row.kind === 'SUPPLIER') codes.supplierCodes.set(row.supplier_id ?? '', row.code)
  }
  return found
}

/** The supplier's product code of a pack: the one of this supplier, else the one that names no supplier. */
export function supplierCodeOf(codes: PackCodes | undefined, supplierId: string): string | null {
  return codes?.supplierCodes.get(supplierId) ?? codes?.supplierCodes.get('') ?? null
}
