import { nameKey } from '#lib/suppliers/identity.rules.ts'

/** Stores by their name as `nameKey` writes it; several where sites have stores of one name. */
export type StoresByName = ReadonlyMap<string, readonly { id: string; name: string }[]>

/** The store that a row names, or what is wrong with the name. */
export function storeNamed(stores: StoresByName, name: string): { id: string; name: string } | { problem: string } {
  const [store, ...others] = stores.get(nameKey(name)) ?? []
  if (!store) return { problem: 'There is no such store. Write its name as under Sites and stores.' }
  if (others.length === 0) return store
  return { problem: 'Several sites have a store of this name. Write the site, too: “Site, store”.' }
}
