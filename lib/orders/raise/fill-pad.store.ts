import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result } from '#lib/result.ts'
import { changeOpenPad } from './change-pad.store.ts'
import type { PadChange } from './pad.schema.ts'
import { insertPad } from './pad.store.ts'
import { placesInUse } from './places.store.ts'

/** A pack to be ordered again. `product` is what it was called: said where the catalogue has lost it. */
export type Proposal = { amppId: string; product: string; packs: number; note: string }

/** A pad that was filled: how many lines it holds, and how many rows that cannot be ordered as they are. */
export type FilledPad = { padId: string; edit: number; lines: number; rows: number }

/** Puts packs on a pad at today's contracts and prices. What cannot be ordered any more stands there as a row, with the reason. */
export async function fillPad(
  tx: Tx,
  act: Act,
  pad: { padId: string; edit: number; after?: number },
  proposals: readonly Proposal[],
): Promise<Result<FilledPad>> {
  const changes = proposals.map(({ amppId, product, packs, note }, index): PadChange => {
    const texts = { wanted: product, words: product, packs: String(packs), note }
    return {
      do: 'row',
      ref: act.newId(),
      no: (pad.after ?? 0) + index + 1,
      ...texts,
      amppId,
      supplierId: null,
      look: true,
    }
  })
  const changed = await changeOpenPad(tx, act, { padId: pad.padId, edit: pad.edit, changes })
  if (!changed.ok) return changed
  const { edit, added, rows } = changed.value
  return ok({ padId: pad.padId, edit, lines: added.length, rows: rows.length })
}

/**
 * Opens a pad for a store and cost centre and fills it. Refuses NOT_FOUND where one of them is no longer in use: nothing
 * goes to another place by itself.
 */
export async function openFilledPad(
  tx: Tx,
  act: Act,
  head: { storeId: string; costCentreId: string },
  proposals: readonly Proposal[],
): Promise<Result<FilledPad>> {
  const places = await placesInUse(tx, head)
  if (!places.ok) return places
  const padId = await insertPad(tx, act, head)
  return fillPad(tx, act, { padId, edit: 1 }, proposals)
}
