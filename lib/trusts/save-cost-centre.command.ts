import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { isTaken } from '#lib/db/unique.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { SaveCostCentre } from './place.schema.ts'

/** Adds a cost centre, or changes one; what is no longer active takes no new orders. */
export async function saveCostCentre(act: Act, input: SaveCostCentre): Promise<Result<{ costCentreId: string }>> {
  return commit(act, { name: 'saveCostCentre', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const { costCentreId, version, code, name } = input
    const data = { code, name, active: costCentreId === undefined ? true : input.active }
    const id = costCentreId ?? act.newId()
    try {
      if (costCentreId === undefined) await tx.costCentre.create({ data: { trustId, id, ...data } })
      else {
        const where = { trustId, id, version: version ?? 0 }
        const { count } = await tx.costCentre.updateMany({ where, data: { ...data, version: { increment: 1 } } })
        if (count === 0) {
          const what = 'cost centre'
          const there = await tx.costCentre.count({ where: { trustId, id } })
          return refuse(there ? { code: 'CHANGED_MEANWHILE', what } : { code: 'NOT_FOUND', what })
        }
      }
    } catch (fault) {
      if (!isTaken(fault)) throw fault
      return refuse({ code: 'INVALID', errors: [{ field: 'code', message: 'Enter another code: this one is in use' }] })
    }
    const verb = costCentreId ? 'COST_CENTRE_CHANGED' : 'COST_CENTRE_ADDED'
    audit(tx, { document: 'trust', id: trustId, verb, data: { costCentreId: id, ...data } })
    return ok({ costCentreId: id })
  })
}
