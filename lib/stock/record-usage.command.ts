import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type UsageRecord, usageRecord } from './stock.schema.ts'

/**
 * Records what a store issued of medicines on days, as its stock system reports it; replaces what was recorded for the
 * same medicine and day. Stock itself is not touched. Answers how many medicine days were
 * recorded. Refuses NOT_FOUND (store), INVALID for each day that is still to come.
 */
export async function recordUsage(act: Act, input: UsageRecord): Promise<Result<{ recorded: number }>> {
  return commit(act, { name: 'recordUsage', permission: 'stock.count' }, input, async (tx) => {
    const { storeId, usage } = usageRecord.parse(input)
    const here = await mayAtStore(tx, act.actor, 'stock.count', storeId)
    if (!here.ok) return here
    const today = londonDate(act.now)
    const errors = usage.flatMap(({ day }, index) => {
      return day > today ? [{ field: `usage[${index}].day`, message: 'This day is still to come' }] : []
    })
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    const recorded = await tx.$executeRaw`
      INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli)
      SELECT ${act.actor.trustId}::uuid, ${storeId}::uuid, u.vmp_id, u.day, sum(u.units)
      FROM unnest(${usage.map((one) => one.vmpId)}::text[], ${usage.map((one) => one.day)}::date[],
        ${usage.map((one) => one.unitsMilli)}::bigint[]) AS u (vmp_id, day, units)
      GROUP BY u.vmp_id, u.day ORDER BY u.vmp_id, u.day
      ON CONFLICT (trust_id, vmp_id, store_id, day) DO UPDATE SET units_milli = excluded.units_milli`
    const days = usage.map((one) => one.day).sort()
    audit(tx, {
      document: 'stock',
      id: storeId,
      verb: 'USAGE_RECORDED',
      data: { recorded, from: days[0], to: days.at(-1) },
    })
    return ok({ recorded })
  })
}
