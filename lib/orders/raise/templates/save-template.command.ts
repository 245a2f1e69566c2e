import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { placesInUse } from '../places.store.ts'
import type { SaveTemplate } from './template.schema.ts'
import { linesOfTemplate, lockTemplate, typedLines, writeLines } from './template.store.ts'

/**
 * Changes a template: its name, place and lines. Only its owner says whether it is shared. Refuses CHANGED_MEANWHILE
 * where somebody else changed it since it was opened, INVALID with each typed row that names no pack.
 */
export async function saveTemplate(act: Act, input: SaveTemplate): Promise<Result<{ templateId: string }>> {
  return commit(act, { name: 'saveTemplate', permission: 'order.raise' }, input, async (tx) => {
    const { trustId } = act.actor
    const { templateId, version, name, storeId, costCentreId } = input
    const locked = await lockTemplate(tx, act, input)
    if (!locked.ok) return locked
    const was = locked.value
    const places = await placesInUse(tx, input)
    if (!places.ok) return places
    const typed = await typedLines(tx, act, input.more)
    if (!typed.ok) return typed
    const said = new Map(input.lines.map((line) => [line.no, line]))
    const kept = (await linesOfTemplate(tx, templateId)).flatMap((line) => {
      const change = said.get(line.no)
      if (!change) return [line]
      return change.remove ? [] : [{ ...line, packs: change.packs, note: change.note }]
    })
    const lines = [...kept, ...typed.value]
    const shared = was.ownerId === personOf(act.actor) ? input.shared : was.shared
    const { count } = await tx.template.updateMany({
      where: { trustId, id: templateId, version },
      data: {
        ...{ name, storeId, costCentreId, shared, lines: lines.length },
        ...{ version: version + 1, changedBy: personOf(act.actor), changedAt: act.now },
      },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'template' })
    const written = await writeLines(tx, act, templateId, lines)
    if (!written.ok) return written
    const data = { version: version + 1, shared, lines: lines.length }
    audit(tx, { document: 'template', id: templateId, verb: 'CHANGED', data })
    return ok({ templateId })
  })
}
