import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { OneWebhook } from './webhook.schema.ts'

/** Starts a stopped webhook again, where it stopped: what happened meanwhile is told first. */
export async function startWebhook(act: Act, input: OneWebhook): Promise<Result<{ webhookId: string }>> {
  return commit(act, { name: 'startWebhook', permission: 'webhook.edit' }, input, async (tx) => {
    const { count } = await tx.webhook.updateMany({
      where: { trustId: act.actor.trustId, id: input.webhookId, stoppedAt: { not: null } },
      data: { stoppedAt: null, stoppedWhy: null, failingSince: null },
    })
    if (count === 0) return refuse({ code: 'NOT_FOUND', what: 'webhook' })
    audit(tx, { document: 'webhook', id: input.webhookId, verb: 'WEBHOOK_STARTED', data: {} })
    return ok({ webhookId: input.webhookId })
  })
}
