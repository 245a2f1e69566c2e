import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveOrganisation } from './place.schema.ts'

/** Changes how the trust appears on its orders. Refused when somebody changed it meanwhile. */
export async function saveOrganisation(act: Act, input: SaveOrganisation): Promise<Result<undefined>> {
  return commit(act, { name: 'saveOrganisation', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const { version, name, gln = null, endpointScheme = null, endpointId = null, address, invoiceAddress } = input
    const data = { name, gln, endpointScheme, endpointId, address, invoiceAddress }
    const { count } = await tx.organisation.updateMany({
      where: { trustId, version },
      data: { ...data, version: { increment: 1 } },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'organisation' })
    audit(tx, { document: 'trust', id: trustId, verb: 'ORGANISATION_CHANGED', data })
    return ok()
  })
}
