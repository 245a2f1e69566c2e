import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveStore } from './place.schema.ts'

/**
 * Adds a store to a site, or changes one; what is no longer active takes no new orders. Refused when there is no such
 * site, its name is in use there, or somebody changed it meanwhile.
 */
export async function saveStore(act: Act, input: SaveStore): Promise<Result<{ storeId: string }>> {
  return commit(act, { name: 'saveStore', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const { storeId, version, siteId, name, kind, gln = null, deliveryNote } = input
    const active = storeId === undefined ? true : input.active
    const data = { siteId, name, kind, gln, deliveryNote, active }
    const id = storeId ?? act.newId()
    if ((await tx.site.count({ where: { trustId, id: siteId } })) === 0)
      return refuse({ code: 'NOT_FOUND', what: 'site' })
    try {
      if (storeId === undefined) await tx.store.create({ data: { trustId, id, ...data } })
      else {
        const where = { trustId, id, version: version ?? 0 }
        const { count } = await tx.store.updateMany({ where, data: { ...data, version: { increment: 1 } } })
        if (count === 0) {
          const there = await tx.store.count({ where: { trustId, id } })
          return refuse(there ? { code: 'CHANGED_MEANWHILE', what: 'store' } : { code: 'NOT_FOUND', what: 'store' })
        }
      }
    } catch (fault) {
      if (!isTaken(fault)) throw fault
      const message = 'Enter another name: the site has a store of this name'
      return refuse({ code: 'INVALID', errors: [{ field: 'name', message }] })
    }
    audit(tx, {
      document: 'trust',
      id: trustId,
      verb: storeId ? 'STORE_CHANGED' : 'STORE_ADDED',
      data: { storeId: id, ...data },
    })
    return ok({ storeId: id })
  })
}
