import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { storesFor } from '#lib/access/sites/site.store.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameKey } from '#lib/suppliers/identity.rules.ts'

/** Stores in use where the actor counts, by their name as people write it, any case and spaces; several where sites have stores of one name. */
export async function storesByName(tx: Tx, actor: Actor): Promise<Map<string, { id: string; name: string }[]>> {
  const own = await storesFor(tx, actor, 'stock.count')
  const stores = await tx.store.findMany({
    where: { active: true, ...(own === null ? {} : { id: { in: [...own] } }) },
    select: { id: true, name: true, site: { select: { name: true } } },
    orderBy: { id: 'asc' },
  })
  const named = stores.flatMap(({ id, name, site }) => [
    { key: nameKey(name), id, name },
    { key: nameKey(`${site.name}, ${name}`), id, name: `${site.name}, ${name}` },
  ])
  return Map.groupBy(named, (one) => one.key)
}
