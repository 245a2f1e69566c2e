import { FORMULARY_FIELDS } from '#lib/catalogue/formulary/formulary-fields.rules.ts'
import { LIST_FIELDS } from '#lib/catalogue/listed/list-fields.rules.ts'
import { PACK_FIELDS } from '#lib/catalogue/load/pack-fields.rules.ts'
import { CODE_FIELDS } from '#lib/catalogue/local-codes/code-fields.rules.ts'
import { CONTRACT_FIELDS } from '#lib/contracts/load/contract-fields.rules.ts'
import { COUNT_FIELDS } from '#lib/stock/load/count-fields.rules.ts'
import { USAGE_FIELDS } from '#lib/stock/load/usage-fields.rules.ts'
import { SUPPLIER_FIELDS } from '#lib/suppliers/load/supplier-fields.rules.ts'
import type { Field } from './field.rules.ts'
import { LOAD_KINDS, type LoadKind } from './kind.rules.ts'
import { findHead, fitOf, guessColumns } from './layout.rules.ts'
import type { RawRow } from './row.rules.ts'

/** The fields of every kind of file, in the order of its template. */
export const FIELDS: Record<LoadKind, readonly Field[]> = {
  packs: PACK_FIELDS,
  contracts: CONTRACT_FIELDS,
  suppliers: SUPPLIER_FIELDS,
  stock: COUNT_FIELDS,
  usage: USAGE_FIELDS,
  formulary: FORMULARY_FIELDS,
  codes: CODE_FIELDS,
  lists: LIST_FIELDS,
}

/** The template of a kind of file: its column names, to be filled in. */
export function templateOf(kind: LoadKind): string {
  return `\ufeff${FIELDS[kind].map((field) => field.name).join(',')}\r\n`
}

/** Which kind of file these first rows belong to, by the names of their columns; null when they fit none. */
export function kindOfRows(rows: readonly RawRow[]): LoadKind | null {
  const scored = LOAD_KINDS.map((kind) => {
    const fields = FIELDS[kind]
    const headers = rows[findHead(rows, fields)]?.cells ?? []
    const guess = guessColumns(headers, fields)
    const fits = (of: readonly Field[]) =>
      of.reduce((all, field) => all + fitOf(headers[guess.get(field.name) ?? -1] ?? '', field), 0)
    const needed = fields.filter((field) => field.needed)
    return { kind, found: fits(needed) >= needed.length * 50, score: fits(fields) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.found ? best.kind : null
}
