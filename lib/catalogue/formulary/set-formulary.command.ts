import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planFrom, standingMark } from '../dated/dated.rules.ts'
import { packsOfMedicine } from '../pack.queries.ts'
import type { SetFormulary } from './formulary.schema.ts'
import { endEntries, insertEntries, lockedEntries, withdrawEntries } from './formulary.store.ts'

/**
 * Says what the trust's formulary holds of a medicine, or of one pack of it, from a day on, with who and why. Nothing is
 * overwritten: what stood ends the day before. Refuses NOT_FOUND (medicine, pack), CHANGED_MEANWHILE (the formulary does
 * not say what was shown), INVALID.
 */
export async function setFormulary(act: Act, input: SetFormulary): Promise<Result<{ vmpId: string }>> {
  const kind = { name: 'setFormulary', permission: 'formulary.edit' } as const
  return commit<{ vmpId: string }>(act, kind, input, async (tx) => {
    const { vmpId, amppId, status, criteria, reason, reference } = input
    const packs = await packsOfMedicine(tx, act.actor, vmpId)
    const pack = amppId === '' ? packs[0] : packs.find((one) => one.amppId === amppId)
    if (!pack) return refuse({ code: 'NOT_FOUND', what: amppId === '' ? 'medicine' : 'pack' })
    const today = londonDate(act.now)
    const standing = await lockedEntries(tx, act, { vmpId, amppId, on: today })
    if (standingMark(standing) !== input.standing) return refuse({ code: 'CHANGED_MEANWHILE', what: 'formulary' })
    const planned = planFrom(standing, input.from, today)
    if (!planned.ok) return planned
    const { ends, withdraws, from, to } = planned.value
    await endEntries(tx, ends)
    await withdrawEntries(tx, withdraws)
    const said = { vmpId, amppId, status, criteria: status === 'RESTRICTED' ? criteria : '', reason, reference }
    const [id = ''] = await insertEntries(tx, act, [{ ...said, from, to, productName: pack.name, loadId: null }])
    audit(tx, {
      document: 'formulary',
      id,
      verb: 'FORMULARY_SET',
      data: { ...said, from, to, ended: ends, withdrawn: withdraws },
    })
    return ok({ vmpId })
  })
}
