import 'server-only'
import type { FieldError } from '#lib/action-answer.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { gtin14 } from '#lib/values/codes.ts'
import { isUuid } from '#lib/values/ids.ts'
import type { CreateOrders, NewLine } from './create-orders.schema.ts'

/** A line whose codes are ids of ours. */
export type NamedLine = { amppId: string; supplierId: string | undefined; storeId: string | undefined; line: NewLine }

/** What was named by codes, as ids. */
export type Named = { storeId: string; costCentreId: string; lines: NamedLine[] }

/**
 * Finds what another system names by its own codes: stores by id, GLN or name, cost centres by code, suppliers by id or
 * code, packs by dm+d id, barcode or product code. A fixed number of reads. Refuses INVALID with every name that is
 * unknown or means more than one thing.
 */
export async function namedIn(tx: Tx, input: CreateOrders, on: string): Promise<Result<Named>> {
  const errors: FieldError[] = []
  const stores = await tx.store.findMany({ where: { active: true }, select: { id: true, gln: true, name: true } })
  const storeOf = (text: string | undefined, field: string): string | undefined => {
    if (text === undefined) return undefined
    const found = stores.filter((store) => store.id === text || store.gln === text || store.name === text)
    if (found.length === 1) return found[0]?.id
    errors.push({ field, message: found.length === 0 ? 'There is no such store' : 'More than one store is called so' })
    return undefined
  }
  const storeId = storeOf(input.store, 'store')
  const centre = await tx.costCentre.findFirst({ where: { code: input.costCentre, active: true } })
  if (!centre) errors.push({ field: 'costCentre', message: 'There is no such cost centre' })
  const suppliers = await suppliersNamed(tx, input.lines)
  const packs = await packsNamed(tx, input.lines, on)
  const lines = input.lines.map((line, index): NamedLine => {
    const at = `lines[${index}]`
    const supplierId = line.supplier === undefined ? undefined : suppliers.get(line.supplier)
    if (line.supplier !== undefined && supplierId === undefined) {
      errors.push({ field: `${at}.supplier`, message: 'There is no such supplier' })
    }
    const [amppId, another] = packs(line, supplierId)
    const code = line.amppId ? 'amppId' : line.gtin ? 'gtin' : 'supplierCode'
    if (amppId === undefined) errors.push({ field: `${at}.${code}`, message: 'There is no such pack' })
    if (another !== undefined) errors.push({ field: `${at}.${code}`, message: 'More than one pack has this code' })
    return { amppId: amppId ?? '', supplierId, storeId: storeOf(line.store, `${at}.store`), line }
  })
  if (errors.length > 0 || !storeId || !centre) return refuse({ code: 'INVALID', errors })
  return ok({ storeId, costCentreId: centre.id, lines })
}

async function suppliersNamed(tx: Tx, lines: readonly NewLine[]): Promise<Map<string, string>> {
  const named = [...new Set(lines.flatMap((line) => line.supplier ?? []))]
  if (named.length === 0) return new Map()
  const rows = await tx.supplier.findMany({
    where: { OR: [{ id: { in: named.filter(isUuid) } }, { code: { in: named } }] },
    select: { id: true, code: true, joinedTo: true },
  })
  return new Map(
    rows.flatMap(({ id, code, joinedTo }) => [[id, joinedTo ?? id] as const, [code, joinedTo ?? id] as const]),
  )
}

async function packsNamed(tx: Tx, lines: readonly NewLine[], on: string) {
  const ids = [...new Set(lines.flatMap((line) => line.amppId ?? []))]
  const gtins = [...new Set(lines.flatMap((line) => (line.gtin ? (gtin14(line.gtin) ?? []) : [])))]
  const codes = [...new Set(lines.flatMap((line) => line.supplierCode ?? []))]
  const known = await tx.$queryRaw<{ ampp_id: string; kind: string; code: string; supplier_id: string | null }[]>`
    SELECT DISTINCT p.ampp_id, 'AMPP' AS kind, p.ampp_id AS code, NULL::uuid AS supplier_id FROM pack p
    WHERE p.owner_id = ANY (${OWNERS}) AND p.ampp_id = ANY (${ids}::text[])
    UNION
    SELECT DISTINCT c.ampp_id, c.kind, c.code, c.supplier_id FROM pack_code c
    WHERE c.owner_id = ANY (${OWNERS}) AND ${on}::date BETWEEN c.valid_from AND c.valid_to
      AND ((c.kind = 'GTIN' AND c.code = ANY (${gtins}::text[])) OR (c.kind = 'SUPPLIER' AND c.code = ANY (${codes}::text[])))`
  return (line: NewLine, supplierId: string | undefined): string[] => {
    const found = known.filter((row) => {
      if (line.amppId !== undefined) return row.kind === 'AMPP' && row.code === line.amppId
      if (line.gtin !== undefined) return row.kind === 'GTIN' && row.code === gtin14(line.gtin)
      const theirs = row.supplier_id === null || row.supplier_id === supplierId
      return row.kind === 'SUPPLIER' && row.code === line.supplierCode && theirs
    })
    const own = found.filter((row) => row.supplier_id === supplierId && supplierId !== undefined)
    return [...new Set((own.length > 0 ? own : found).map((row) => row.ampp_id))]
  }
}
