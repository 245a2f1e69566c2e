import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate, NO_DAY } from '#lib/values/dates.ts'
import { planFiling, sourceWords, standingMark } from './on-file.rules.ts'
import type { FilePrice } from './on-file.schema.ts'
import { endPrices, lockedPrices, withdrawPrices } from './on-file.store.ts'

/**
 * Puts a supplier's price of a pack on file from a day on, with its source. Nothing is overwritten: what stood ends the
 * day before. Refuses NOT_FOUND (supplier, pack), CHANGED_MEANWHILE (what is on file is not what was shown), INVALID.
 */
export async function filePrice(act: Act, input: FilePrice): Promise<Result<{ vmpId: string }>> {
  return commit<{ vmpId: string }>(act, { name: 'filePrice', permission: 'price.edit' }, input, async (tx) => {
    const { supplierId, amppId, price } = input
    const { trustId, personId } = act.actor
    const today = londonDate(act.now)
    if ((await tx.supplier.count({ where: { id: supplierId } })) === 0) {
      return refuse({ code: 'NOT_FOUND', what: 'supplier' })
    }
    const pack = (await packsByIds(tx, act.actor, [amppId])).get(amppId)
    if (!pack) return refuse({ code: 'NOT_FOUND', what: 'pack' })
    const standing = await lockedPrices(tx, act.actor, { supplierId, amppId, on: today })
    if (standingMark(standing) !== input.standing) return refuse({ code: 'CHANGED_MEANWHILE', what: 'price on file' })
    const planned = planFiling(standing, input, today)
    if (!planned.ok) return planned
    const plan = planned.value
    await endPrices(tx, plan.ends)
    await withdrawPrices(tx, plan.withdraws)
    const id = act.newId()
    const source = sourceWords(input)
    // an order that is approved at this moment may put its typed price on file
    const filed = await tx.$executeRaw`
      INSERT INTO supplier_price (trust_id, id, supplier_id, ampp_id, price, source, valid_from, valid_to, entered_by, entered_at)
      VALUES (${trustId}::uuid, ${id}::uuid, ${supplierId}::uuid, ${amppId}, ${price}, ${source}, ${plan.from}::date,
        ${plan.to ?? NO_DAY}::date, ${personId}::uuid, ${act.now})
      ON CONFLICT DO NOTHING`
    if (filed === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'price on file' })
    const { ends, withdraws, from, to } = plan
    audit(tx, {
      document: 'supplier',
      id: supplierId,
      verb: 'PRICE_FILED',
      data: { priceId: id, amppId, price, from, to, source, ended: ends, withdrawn: withdraws },
    })
    return ok({ vmpId: pack.vmpId })
  })
}
