import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { OneWebhook } from './webhook.schema.ts'

/** Stops a webhook: nothing more is sent. What happens meanwhile is told once it is started again. */
export async function stopWebhook(act: Act, input: OneWebhook): Promise<Result<{ webhookId: string }>> {
  return commit(act, { name: 'stopWebhook', permission: 'webhook.edit' }, input, async (tx) => {
    const { count } = await tx.webhook.updateMany({
      where: { trustId: act.actor.trustId, id: input.webhookId, stoppedAt: null },
      data: { stoppedAt: act.now, stoppedWhy: 'by_hand' },
    })
    if (count === 0) return refuse({ code: 'NOT_FOUND', what: 'webhook' })
    audit(tx, { document: 'webhook', id: input.webhookId, verb: 'WEBHOOK_STOPPED', data: { why: 'by_hand' } })
    return ok({ webhookId: input.webhookId })
  })
}
