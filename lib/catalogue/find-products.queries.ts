import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { codesOfPacks, type PackCodes } from './pack.queries.ts'
import { type PackHit, searchPacks } from './search.queries.ts'

/** A pack that was found, with its codes: what another system knows it by. */
export type FoundProduct = PackHit & { codes: PackCodes }

/** The order pad's search, for another system: with the codes of each pack. Needs `catalogue.view`. */
export async function findProducts(
  actor: Actor,
  text: string,
  now: Date,
): Promise<Result<{ hits: FoundProduct[]; more: boolean }>> {
  const found = await searchPacks(actor, { text, storeId: null, now })
  if (!found.ok) return found
  const { hits, more } = found.value
  const ids = hits.map((hit) => hit.pack.amppId)
  const codes = await withTrust(actor, (tx) => codesOfPacks(tx, ids, londonDate(now)))
  const none = { gtin: null, npc: null, supplierCodes: new Map<string, string>() }
  return ok({ hits: hits.map((hit) => ({ ...hit, codes: codes.get(hit.pack.amppId) ?? none })), more })
}
