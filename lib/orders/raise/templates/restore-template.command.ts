import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { FillFromTemplate } from './template.schema.ts'
import { lockTemplate } from './template.store.ts'

/** Brings a removed template back as it was. Refuses NOT_FOUND where it is not removed. */
export async function restoreTemplate(act: Act, input: FillFromTemplate): Promise<Result<{ templateId: string }>> {
  return commit(act, { name: 'restoreTemplate', permission: 'order.raise' }, input, async (tx) => {
    const { templateId } = input
    const locked = await lockTemplate(tx, act, { templateId, removed: true })
    if (!locked.ok) return locked
    const { version } = locked.value
    const { count } = await tx.template.updateMany({
      where: { trustId: act.actor.trustId, id: templateId, version },
      data: { removedAt: null, version: version + 1, changedBy: personOf(act.actor), changedAt: act.now },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'template' })
    audit(tx, { document: 'template', id: templateId, verb: 'RESTORED', data: { version: version + 1 } })
    return ok({ templateId })
  })
}
