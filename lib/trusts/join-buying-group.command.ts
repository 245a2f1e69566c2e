import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { addDays, NO_DAY, parseDate, storedDate } from '#lib/values/dates.ts'
import type { JoinBuyingGroup } from './place.schema.ts'

/** The day a membership ends that has no end. */

/**
 * From a day on the trust belongs to this buying group (generics) or region (branded); the one before ends the day
 * before. Prices of that day follow at once. Refused when the day is none, or lies before the latest change: history
 * that orders were priced by is not rewritten.
 */
export async function joinBuyingGroup(act: Act, input: JoinBuyingGroup): Promise<Result<undefined>> {
  return commit(act, { name: 'joinBuyingGroup', permission: 'settings.edit' }, input, async (tx) => {
    const { trustId } = act.actor
    const { kind, code } = input
    const from = parseDate(input.validFrom)
    if (!from) return wrong('validFrom', 'Enter a date, like 1 June 2026')
    await tx.$queryRaw`SELECT 1 AS locked FROM organisation WHERE trust_id = ${trustId}::uuid FOR NO KEY UPDATE`
    const latest = await tx.buyingGroup.findFirst({ where: { trustId, kind }, orderBy: { validFrom: 'desc' } })
    if (latest && storedDate(latest.validFrom) >= from) {
      return wrong('validFrom', 'Enter a date after the latest change in the list')
    }
    if (latest?.code === code) return wrong('code', 'Choose another group: the trust is in this one already')
    if (latest) {
      const where = { trustId_id: { trustId, id: latest.id } }
      await tx.buyingGroup.update({ where, data: { validTo: new Date(addDays(from, -1)) } })
    }
    const id = act.newId()
    const dates = { validFrom: new Date(from), validTo: new Date(NO_DAY) }
    await tx.buyingGroup.create({ data: { trustId, id, kind, code, ...dates } })
    audit(tx, {
      document: 'trust',
      id: trustId,
      verb: 'BUYING_GROUP_JOINED',
      data: { kind, code, from, before: latest?.code ?? null },
    })
    return ok()
  })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
