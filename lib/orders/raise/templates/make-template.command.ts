import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import { placesInUse } from '../places.store.ts'
import { sourceLines } from './source.store.ts'
import type { MakeTemplate } from './template.schema.ts'
import { typedLines, writeLines } from './template.store.ts'

/**
 * Makes a template of the packs of an order or a pad, of typed rows, or of both. Refuses NOT_FOUND for the order, pad,
 * store or cost centre of another trust, INVALID with each typed row that names no pack.
 */
export async function makeTemplate(act: Act, input: MakeTemplate): Promise<Result<{ templateId: string }>> {
  return commit(act, { name: 'makeTemplate', permission: 'order.raise' }, input, async (tx) => {
    const { trustId } = act.actor
    const { name, storeId, costCentreId, shared } = input
    const places = await placesInUse(tx, input)
    if (!places.ok) return places
    const from = await sourceLines(tx, trustId, input)
    if (!from.ok) return from
    const typed = await typedLines(tx, act, input.more)
    if (!typed.ok) return typed
    const lines = [...from.value, ...typed.value]
    const id = act.newId()
    const who = { ownerId: personOf(act.actor), changedBy: personOf(act.actor), changedAt: act.now }
    await tx.template.create({
      data: { trustId, id, name, storeId, costCentreId, shared, lines: lines.length, ...who },
    })
    const written = await writeLines(tx, act, id, lines)
    if (!written.ok) return written
    audit(tx, { document: 'template', id, verb: 'MADE', data: { shared, lines: lines.length } })
    return ok({ templateId: id })
  })
}
