import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { usualQuantities } from './history.store.ts'
import { type PadHit, padHits } from './hit.rules.ts'

/** Packs for the pad's type-ahead, each with what is usually ordered of it at a time. Needs `order.raise`. */
export async function findForPad(
  actor: Actor,
  asked: { text: string; storeId: string | null; now: Date },
): Promise<Result<{ hits: PadHit[]; more: boolean }>> {
  if (!may(actor, 'order.raise')) return refuse({ code: 'NOT_ALLOWED', permission: 'order.raise' })
  const found = await searchPacks(actor, asked)
  if (!found.ok) return found
  const { hits, more } = found.value
  if (hits.length === 0) return ok({ hits: [], more })
  const packs = hits.map((hit) => hit.pack)
  return withTrust(actor, async (tx) => {
    const usual = await usualQuantities(tx, packs)
    const formulary = await formularyOf(tx, packs, londonDate(asked.now))
    return ok({ hits: padHits(found.value, asked.text, usual, formulary), more })
  })
}
