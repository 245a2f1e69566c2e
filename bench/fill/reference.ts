import { dice } from '../dice.ts'
import { type MadeAward, type MadeSupplier, makeAwards, makeSuppliers, WHOLESALERS } from './contracts.ts'
import { type MadePack, makeProducts } from './products.ts'

/** What all trusts buy from: the same each time it is made for one instant. */
export type Reference = { suppliers: MadeSupplier[]; makers: string[]; packs: MadePack[]; awards: MadeAward[] }

/** Makes up suppliers, packs and awards as they stood at an instant. */
export function makeReference(at: number): Reference {
  const roll = dice(20_261)
  const suppliers = makeSuppliers(roll, at)
  const makers = suppliers.slice(WHOLESALERS).map((supplier) => supplier.name)
  const packs = makeProducts(roll, makers)
  return { suppliers, makers, packs, awards: makeAwards(roll, packs, suppliers, at) }
}
