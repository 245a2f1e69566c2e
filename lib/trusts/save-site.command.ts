import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveSite } from './place.schema.ts'

/** Adds a site to the trust, or changes one. Refused when its name is in use or somebody changed it meanwhile. */
export async function saveSite(act: Act, input: SaveSite): Promise<Result<{ siteId: string }>> {
  return commit(act, { name: 'saveSite', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const { siteId, version, name, odsCode = null, gln = null, address } = input
    const data = { name, odsCode, gln, address }
    const id = siteId ?? act.newId()
    try {
      if (siteId === undefined) await tx.site.create({ data: { trustId, id, ...data } })
      else {
        const where = { trustId, id, version: version ?? 0 }
        const { count } = await tx.site.updateMany({ where, data: { ...data, version: { increment: 1 } } })
        if (count === 0) {
          const there = await tx.site.count({ where: { trustId, id } })
          return refuse(there ? { code: 'CHANGED_MEANWHILE', what: 'site' } : { code: 'NOT_FOUND', what: 'site' })
        }
      }
    } catch (fault) {
      if (!isTaken(fault)) throw fault
      const message = 'Enter another name: the trust has a site of this name'
      return refuse({ code: 'INVALID', errors: [{ field: 'name', message }] })
    }
    audit(tx, {
      document: 'trust',
      id: trustId,
      verb: siteId ? 'SITE_CHANGED' : 'SITE_ADDED',
      data: { siteId: id, ...data },
    })
    return ok({ siteId: id })
  })
}
