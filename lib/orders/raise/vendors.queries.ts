import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { offersFor } from '#lib/contracts/offers.queries.ts'
import { type ContractState, rankOffers } from '#lib/contracts/price.rules.ts'
import { shownOffer } from '#lib/contracts/shown.rules.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'

/** Somebody a line can be bought from. `price` per pack: null where none is on file (`priced` false) or it is not shown. */
export type VendorChoice = {
  id: string
  name: string
  priced: boolean
  price: Price | null
  state: ContractState | null
}

/** Suppliers with an account, offered for a line. */
const MOST = 300

/**
 * Whom the pack of a line can be bought from: first the vendors a price is known from, best first, then every other
 * supplier with an account, by name; there the price is typed.
 */
export async function vendorsForLine(
  actor: Actor,
  asked: { padId: string; line: string; now: Date },
): Promise<Result<{ vendors: VendorChoice[] }>> {
  if (!may(actor, 'order.raise')) return refuse({ code: 'NOT_ALLOWED', permission: 'order.raise' })
  return withTrust(actor, async (tx) => {
    const line = await tx.orderLine.findFirst({
      where: { id: asked.line, order: { padId: asked.padId } },
      select: { amppId: true },
    })
    if (!line) return refuse({ code: 'NOT_FOUND', what: 'line' })
    const { amppId } = line
    const medicine = (await offersFor(tx, actor, { amppIds: [amppId], on: londonDate(asked.now) })).byPack.get(amppId)
    const sight = sightOf(actor)
    const offers = medicine ? rankOffers(medicine).filter((one) => one.amppId === amppId && one.vendor.hasAccount) : []
    const priced = offers.map((one): VendorChoice => {
      const { vendor, price, state } = shownOffer(one, sight)
      return { id: vendor.id, name: vendor.name, priced: true, price, state }
    })
    const accounts = await tx.$queryRaw<{ id: string; name: string }[]>`
      SELECT s.id, s.name FROM supplier_account a JOIN supplier s ON s.id = a.supplier_id
      WHERE s.joined_to IS NULL AND s.id <> ALL (${priced.map((one) => one.id)}::uuid[]) ORDER BY s.name LIMIT ${MOST}`
    const others = accounts.map((one): VendorChoice => ({ ...one, priced: false, price: null, state: null }))
    return ok({ vendors: [...priced, ...others] })
  })
}
