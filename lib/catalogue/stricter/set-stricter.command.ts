import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planFrom, standingMark } from '../dated/dated.rules.ts'
import { dictionaryMarks } from '../handled/handled.queries.ts'
import { packsOfMedicine } from '../pack.queries.ts'
import { addsAnything } from './stricter.rules.ts'
import type { SetStricter } from './stricter.schema.ts'
import { endTreatments, insertTreatment, lockedTreatments } from './stricter.store.ts'

/**
 * Says how the trust treats a medicine, or one pack of it, more strictly than dm+d from a day on, with who and why. Nothing is
 * overwritten: what stood ends the day before. Refuses NOT_FOUND (medicine, pack), NOT_STRICTER (it adds nothing to what
 * dm+d says, or would be laxer), CHANGED_MEANWHILE (another treatment stands than was shown), INVALID.
 */
export async function setStricter(act: Act, input: SetStricter): Promise<Result<{ vmpId: string }>> {
  const kind = { name: 'setStricter', permission: 'formulary.edit' } as const
  return commit<{ vmpId: string }>(act, kind, input, async (tx) => {
    const { vmpId, amppId, standing: shown, from: first, ...said } = input
    const packs = await packsOfMedicine(tx, act.actor, vmpId)
    const of = amppId === '' ? packs : packs.filter((one) => one.amppId === amppId)
    const [pack] = of
    if (!pack) return refuse({ code: 'NOT_FOUND', what: amppId === '' ? 'medicine' : 'pack' })
    if (!addsAnything({ ...said, vmpId, amppId }, dictionaryMarks(of))) return refuse({ code: 'NOT_STRICTER' })
    const today = londonDate(act.now)
    const standing = await lockedTreatments(tx, act, { vmpId, amppId, on: today })
    if (standingMark(standing) !== shown) return refuse({ code: 'CHANGED_MEANWHILE', what: 'treatment' })
    const planned = planFrom(standing, first, today)
    if (!planned.ok) return planned
    const { ends, withdraws, from, to } = planned.value
    await endTreatments(tx, ends, withdraws)
    const id = await insertTreatment(tx, act, { vmpId, amppId, ...said, productName: pack.name, from, to })
    audit(tx, {
      document: 'stricter',
      id,
      verb: 'STRICTER_SET',
      data: { vmpId, amppId, ...said, from, to, ended: ends, withdrawn: withdraws },
    })
    return ok({ vmpId })
  })
}
