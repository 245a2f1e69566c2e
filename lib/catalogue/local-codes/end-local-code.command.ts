import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planLast } from '../dated/dated.rules.ts'
import type { EndLocalCode } from './local-code.schema.ts'
import { endCode, lockedCodes } from './local-code.store.ts'

/**
 * Ends a code of a pack on a day, or takes it off before it begins. A pack is still found by it, with the day it ended.
 * Refuses NOT_FOUND, CHANGED_MEANWHILE (it has another end than was shown, or is off), INVALID.
 */
export async function endLocalCode(act: Act, input: EndLocalCode): Promise<Result<{ vmpId: string }>> {
  const kind = { name: 'endLocalCode', permission: 'code.edit' } as const
  return commit<{ vmpId: string }>(act, kind, input, async (tx) => {
    const today = londonDate(act.now)
    const row = await tx.localCode.findFirst({ where: { id: input.codeId } })
    if (!row) return refuse({ code: 'NOT_FOUND', what: 'code' })
    const { amppId, vmpId, code, system } = row
    const standing = await lockedCodes(tx, act, { system, code, on: today })
    const mine = standing.find((one) => one.id === row.id)
    if (!mine || (mine.to ?? 'open') !== input.until) return refuse({ code: 'CHANGED_MEANWHILE', what: 'code' })
    const planned = planLast(mine, input.last, today)
    if (!planned.ok) return planned
    await endCode(tx, mine.id, planned.value)
    const verb = 'withdrawn' in planned.value ? 'CODE_WITHDRAWN' : 'CODE_ENDED'
    audit(tx, { document: 'local_code', id: mine.id, verb, data: { amppId, code, system, ...planned.value } })
    return ok({ vmpId })
  })
}
