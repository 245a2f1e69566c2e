import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'
import { packsByIds } from '../pack.queries.ts'
import type { AddLocalCode } from './local-code.schema.ts'
import { insertCodes, lockedCodes } from './local-code.store.ts'

/**
 * Says by which code a system of the trust knows a pack, from a day on. A code of a system names one pack a day: where it
 * names one already, that has to be ended first. Refuses NOT_FOUND (pack), INVALID.
 */
export async function addLocalCode(act: Act, input: AddLocalCode): Promise<Result<{ vmpId: string }>> {
  const kind = { name: 'addLocalCode', permission: 'code.edit' } as const
  return commit<{ vmpId: string }>(act, kind, input, async (tx) => {
    const { amppId, code, system, from } = input
    const invalid = (field: string, message: string) => refuse({ code: 'INVALID', errors: [{ field, message }] })
    const pack = (await packsByIds(tx, act.actor, [amppId])).get(amppId)
    if (!pack) return refuse({ code: 'NOT_FOUND', what: 'pack' })
    if (from < londonDate(act.now)) return invalid('from', 'Enter today or a later day')
    const [other] = await lockedCodes(tx, act, { system, code, on: from })
    if (other) {
      const until = other.to === null ? '' : ` until ${formatDate(other.to)}`
      const what = other.amppId === amppId ? 'this pack' : `pack ${other.amppId}`
      return invalid('code', `It is the code of ${what}${until} already. End it there first, or give another`)
    }
    const said = { amppId, vmpId: pack.vmpId, code, system, from, to: null }
    const [id = ''] = await insertCodes(tx, act, [{ ...said, loadId: null }])
    audit(tx, { document: 'local_code', id, verb: 'CODE_ADDED', data: said })
    return ok({ vmpId: pack.vmpId })
  })
}
