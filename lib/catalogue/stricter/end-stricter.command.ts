import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planLast } from '../dated/dated.rules.ts'
import type { EndStricter } from './stricter.schema.ts'
import { endTreatments, lockedTreatments } from './stricter.store.ts'

/**
 * Ends a stricter treatment on a day, or takes it off before it begins: from then on dm+d's word holds. Orders that were
 * submitted under it keep it. Refuses NOT_FOUND, CHANGED_MEANWHILE (it has another end than was shown, or is off), INVALID.
 */
export async function endStricter(act: Act, input: EndStricter): Promise<Result<{ vmpId: string }>> {
  const kind = { name: 'endStricter', permission: 'formulary.edit' } as const
  return commit<{ vmpId: string }>(act, kind, input, async (tx) => {
    const today = londonDate(act.now)
    const row = await tx.stricterTreatment.findFirst({ where: { id: input.entryId } })
    if (!row) return refuse({ code: 'NOT_FOUND', what: 'treatment' })
    const { vmpId, amppId } = row
    const standing = await lockedTreatments(tx, act, { vmpId, amppId, on: today })
    const mine = standing.find((one) => one.id === row.id)
    if (!mine || (mine.to ?? 'open') !== input.until) return refuse({ code: 'CHANGED_MEANWHILE', what: 'treatment' })
    const planned = planLast(mine, input.last, today)
    if (!planned.ok) return planned
    const off = 'withdrawn' in planned.value
    if ('to' in planned.value) await endTreatments(tx, [{ id: mine.id, to: planned.value.to }])
    else await endTreatments(tx, [], [mine.id])
    audit(tx, {
      document: 'stricter',
      id: mine.id,
      verb: off ? 'STRICTER_WITHDRAWN' : 'STRICTER_ENDED',
      data: { vmpId, amppId, ...planned.value, reason: input.reason },
    })
    return ok({ vmpId })
  })
}
