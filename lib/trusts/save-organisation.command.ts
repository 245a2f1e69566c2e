import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveOrganisation } from './place.schema.ts'

const wrongCode = (message: string) => refuse({ code: 'INVALID', errors: [{ field: 'odsCode', message }] })

/**
 * Changes how the trust appears on its orders. Refused when somebody changed it meanwhile, and (INVALID) another ODS
 * code where one was given in a number already or an organisation has it.
 */
export async function saveOrganisation(act: Act, input: SaveOrganisation): Promise<Result<undefined>> {
  return commit(act, { name: 'saveOrganisation', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const { version, name, gln = null, endpointScheme = null, endpointId = null, address, invoiceAddress } = input
    const before = await tx.organisation.findUniqueOrThrow({ where: { trustId }, select: { odsCode: true } })
    const { odsCode = before.odsCode } = input
    if (odsCode !== before.odsCode && (await tx.numberSeries.count({ where: { trustId } })) > 0) {
      return wrongCode(`Leave the code at ${before.odsCode}: orders carry it in their numbers`)
    }
    const data = { odsCode, name, gln, endpointScheme, endpointId, address, invoiceAddress }
    try {
      const { count } = await tx.organisation.updateMany({
        where: { trustId, version },
        data: { ...data, version: { increment: 1 } },
      })
      if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'organisation' })
    } catch (fault) {
      if (!isTaken(fault)) throw fault
      return wrongCode(`Enter another ODS code: ${odsCode} is in use`)
    }
    audit(tx, { document: 'trust', id: trustId, verb: 'ORGANISATION_CHANGED', data })
    return ok()
  })
}
