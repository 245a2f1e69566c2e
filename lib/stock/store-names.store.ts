import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { nameKey } from '#lib/suppliers/identity.rules.ts'

/** Stores in use by their name as people write it, any case and spaces; several where sites have stores of one name. */
export async function storesByName(tx: Tx): Promise<Map<string, { id: string; name: string }[]>> {
  const stores = await tx.store.findMany({
    where: { active: true },
    select: { id: true, name: true, site: { select: { name: true } } },
    orderBy: { id: 'asc' },
  })
  const named = stores.flatMap(({ id, name, site }) => [
    { key: nameKey(name), id, name },
    { key: nameKey(`${site.name}, ${name}`), id, name: `${site.name}, ${name}` },
  ])
  return Map.groupBy(named, (one) => one.key)
}
