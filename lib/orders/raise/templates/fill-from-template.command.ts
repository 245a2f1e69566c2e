import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { type FilledPad, openFilledPad } from '../fill-pad.store.ts'
import type { FillFromTemplate } from './template.schema.ts'
import { linesOfTemplate, lockTemplate } from './template.store.ts'

/**
 * Opens a pad with the packs of a template at today's contracts and prices. What cannot be ordered any more is a row on
 * it that says why. Refuses NOT_FOUND where its store or cost centre is no longer in use.
 */
export async function fillFromTemplate(act: Act, input: FillFromTemplate): Promise<Result<FilledPad>> {
  return commit(act, { name: 'fillFromTemplate', permission: 'order.raise' }, input, async (tx) => {
    const locked = await lockTemplate(tx, act, input)
    if (!locked.ok) return locked
    return openFilledPad(tx, act, locked.value, await linesOfTemplate(tx, input.templateId))
  })
}
