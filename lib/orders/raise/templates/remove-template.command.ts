import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { TemplateAt } from './template.schema.ts'
import { lockTemplate } from './template.store.ts'

/**
 * Removes a template; it can be brought back. Refuses STANDING_ORDERS while a standing order is made from it,
 * CHANGED_MEANWHILE where it is another version.
 */
export async function removeTemplate(act: Act, input: TemplateAt): Promise<Result<{ templateId: string }>> {
  return commit(act, { name: 'removeTemplate', permission: 'order.raise' }, input, async (tx) => {
    const { templateId, version } = input
    const locked = await lockTemplate(tx, act, input)
    if (!locked.ok) return locked
    const standing = await tx.standingOrder.count({ where: { templateId, status: { not: 'ended' } } })
    if (standing > 0) return refuse({ code: 'STANDING_ORDERS', count: standing })
    const { count } = await tx.template.updateMany({
      where: { trustId: act.actor.trustId, id: templateId, version, removedAt: null },
      data: { removedAt: act.now, version: version + 1, changedBy: personOf(act.actor), changedAt: act.now },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'template' })
    audit(tx, { document: 'template', id: templateId, verb: 'REMOVED', data: { version: version + 1 } })
    return ok({ templateId })
  })
}
