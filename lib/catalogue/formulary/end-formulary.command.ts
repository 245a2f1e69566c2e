import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planLast } from '../dated/dated.rules.ts'
import type { EndFormulary } from './formulary.schema.ts'
import { endEntries, lockedEntries, withdrawEntries } from './formulary.store.ts'

/**
 * Ends what the formulary says on a day, or takes it off before it begins: from then on it says nothing of it. Refuses
 * NOT_FOUND, CHANGED_MEANWHILE (it has another end than was shown, or is off), INVALID.
 */
export async function endFormulary(act: Act, input: EndFormulary): Promise<Result<{ vmpId: string }>> {
  const kind = { name: 'endFormulary', permission: 'formulary.edit' } as const
  return commit<{ vmpId: string }>(act, kind, input, async (tx) => {
    const today = londonDate(act.now)
    const row = await tx.formularyEntry.findFirst({ where: { id: input.entryId } })
    if (!row) return refuse({ code: 'NOT_FOUND', what: 'entry of the formulary' })
    const { vmpId, amppId, status } = row
    const standing = await lockedEntries(tx, act, { vmpId, amppId, on: today })
    const mine = standing.find((one) => one.id === row.id)
    if (!mine || (mine.to ?? 'open') !== input.until) return refuse({ code: 'CHANGED_MEANWHILE', what: 'formulary' })
    const planned = planLast(mine, input.last, today)
    if (!planned.ok) return planned
    const off = 'withdrawn' in planned.value
    if ('to' in planned.value) await endEntries(tx, [{ id: mine.id, to: planned.value.to }])
    else await withdrawEntries(tx, [mine.id])
    audit(tx, {
      document: 'formulary',
      id: mine.id,
      verb: off ? 'FORMULARY_WITHDRAWN' : 'FORMULARY_ENDED',
      data: { vmpId, amppId, status, ...planned.value, reason: input.reason },
    })
    return ok({ vmpId })
  })
}
