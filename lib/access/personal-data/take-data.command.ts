import 'server-only'
import { strToU8, zipSync } from 'fflate'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type PersonalData, personalData } from './personal-data.queries.ts'

/**
 * Everything kept about a person as a ZIP with one JSON file, by themself or by who gives out roles; that it was taken is on
 * the record before the first byte leaves. Refused with NOT_FOUND to anybody else.
 */
export async function takePersonalData(
  act: Act,
  { personId }: { personId: string },
): Promise<Result<{ fileName: string; content: Uint8Array }>> {
  const data = await personalData(act.actor, personId)
  if (!data) return refuse({ code: 'NOT_FOUND', what: 'person' })
  const taken = await commit(
    act,
    { name: 'takePersonalData', permission: 'own.settings' },
    { personId },
    async (tx) => {
      audit(tx, {
        document: 'person',
        id: personId,
        verb: 'DATA_TAKEN',
        data: { own: act.actor.personId === personId },
      })
      return ok(null)
    },
  )
  if (!taken.ok) return taken
  const text = JSON.stringify(
    inTrust(act, data),
    (_key, value) => (typeof value === 'bigint' ? String(value) : value),
    2,
  )
  const content = zipSync({ 'personal-data.json': strToU8(text) }, { mtime: act.now })
  return ok({ fileName: `personal-data-${londonDate(act.now)}.zip`, content })
}

function inTrust(act: Act, data: PersonalData) {
  const { trustName, odsCode } = act.actor
  return { keptBy: { name: trustName, odsCode }, takenAt: act.now.toISOString(), ...data }
}
