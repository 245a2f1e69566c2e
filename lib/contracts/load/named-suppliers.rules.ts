import { type Problem, shortened } from '#lib/files/report.rules.ts'
import { codeFromName, nameKey } from '#lib/suppliers/identity.rules.ts'
import type { LoadedAward } from './contract-file.rules.ts'

/** A supplier that is there. */
export type KnownSupplier = { id: string; code: string; name: string }

/** A supplier that the file makes. Its id is a placeholder until it is written. */
export type NewSupplier = { id: string; code: string; name: string; kind: 'manufacturer' | 'wholesaler' }

/** Who a row is about: the holder and the wholesalers of its route, by id, in order of id. */
export type RowSuppliers = { supplierId: string; wholesalerIds: string[] }

/** Suppliers of a file: who each row means, who is new, what does not fit. */
export type SupplierPlan = {
  byRow: Map<number, RowSuppliers>
  made: NewSupplier[]
  problems: Problem[]
  warnings: Problem[]
}

/**
 * Finds the suppliers that rows name: by code, else by name, in any case. One that is not known is made from its name and
 * code, a wholesaler from whichever the route gives.
 */
export function planSuppliers(awards: readonly LoadedAward[], known: readonly KnownSupplier[]): SupplierPlan {
  const plan: SupplierPlan = { byRow: new Map(), made: [], problems: [], warnings: [] }
  const byCode = new Map<string, KnownSupplier>()
  const byName = new Map<string, KnownSupplier>()
  const keep = (one: KnownSupplier) => {
    if (!byCode.has(nameKey(one.code))) byCode.set(nameKey(one.code), one)
    if (!byName.has(nameKey(one.name))) byName.set(nameKey(one.name), one)
  }
  for (const one of known) keep(one)
  const make = (name: string, code: string, kind: NewSupplier['kind']): KnownSupplier => {
    const fresh = {
      id: `new ${nameKey(name)}`,
      name,
      code: code || codeFromName(name, (one) => byCode.has(nameKey(one))),
      kind,
    }
    plan.made.push(fresh)
    keep(fresh)
    return fresh
  }

  const holders = new Map<number, string>()
  for (const award of awards) {
    const { supplierCode: code, supplierName: name, row } = award
    const coded = code === '' ? undefined : byCode.get(nameKey(code))
    const named = byName.get(nameKey(name))
    if (coded && named && coded.id !== named.id) {
      plan.problems.push({
        row,
        column: 'supplier_code',
        cell: code,
        problem: `The code ${code} belongs to ${coded.name} here, and ${named.name} has the code ${named.code}. One of the two is wrong.`,
      })
      continue
    }
    if (coded && !named && nameKey(coded.name) !== nameKey(name)) {
      plan.warnings.push({
        row,
        column: 'supplier_name',
        cell: shortened(name),
        problem: `The supplier ${coded.code} is called ${coded.name} here. The name is kept as it is.`,
      })
    }
    if (!coded && named && code !== '' && nameKey(named.code) !== nameKey(code)) {
      plan.warnings.push({
        row,
        column: 'supplier_code',
        cell: code,
        problem: `${named.name} has the code ${named.code} here. The code is kept as it is.`,
      })
    }
    holders.set(row, (coded ?? named ?? make(name, code, 'manufacturer')).id)
  }
  for (const award of awards) {
    const supplierId = holders.get(award.row)
    if (supplierId === undefined) continue
    const wholesalers = award.wholesalers.map(
      (word) => byCode.get(nameKey(word)) ?? byName.get(nameKey(word)) ?? make(word, '', 'wholesaler'),
    )
    plan.byRow.set(award.row, {
      supplierId,
      wholesalerIds: [...new Set(wholesalers.map((one) => one.id))].sort(),
    })
  }
  const onRoutes = new Set([...plan.byRow.values()].flatMap((row) => row.wholesalerIds))
  plan.made = plan.made.map((one) => (onRoutes.has(one.id) ? { ...one, kind: 'wholesaler' } : one))
  return plan
}
