import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planEnd } from './on-file.rules.ts'
import type { EndPrice } from './on-file.schema.ts'
import { endPrices, lockedPrices, withdrawPrices } from './on-file.store.ts'

/**
 * Ends a price on file on a day, or takes it off before it begins. Refuses NOT_FOUND, CHANGED_MEANWHILE (it has another
 * end than was shown, or is off), INVALID.
 */
export async function endPrice(act: Act, input: EndPrice): Promise<Result<{ vmpId: string }>> {
  return commit<{ vmpId: string }>(act, { name: 'endPrice', permission: 'price.edit' }, input, async (tx) => {
    const today = londonDate(act.now)
    const row = await tx.supplierPrice.findFirst({ where: { id: input.priceId } })
    if (!row) return refuse({ code: 'NOT_FOUND', what: 'price' })
    const { supplierId, amppId } = row
    const standing = await lockedPrices(tx, act.actor, { supplierId, amppId, on: today })
    const mine = standing.find((one) => one.id === row.id)
    if (!mine || (mine.to ?? 'open') !== input.until) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'price on file' })
    }
    const planned = planEnd(mine, input.last, today)
    if (!planned.ok) return planned
    const off = 'withdrawn' in planned.value
    if ('to' in planned.value) await endPrices(tx, [{ id: mine.id, to: planned.value.to }])
    else await withdrawPrices(tx, [mine.id])
    audit(tx, {
      document: 'supplier',
      id: supplierId,
      verb: off ? 'PRICE_WITHDRAWN' : 'PRICE_ENDED',
      data: { priceId: mine.id, amppId, ...planned.value, reason: input.reason },
    })
    const pack = (await packsByIds(tx, act.actor, [amppId])).get(amppId)
    return ok({ vmpId: pack?.vmpId ?? '' })
  })
}
