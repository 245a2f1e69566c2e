import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import type { Resend } from './send.schema.ts'
import { sendAgain } from './send-again.store.ts'
import { transmissionFor } from './transmission-act.store.ts'

/** Has a message that certainly did not leave sent again, to the address the supplier's account has now. */
export async function resendOrder(act: Act, input: Resend): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'resendOrder', permission: 'order.send' }, input, async (tx) => {
    const found = await transmissionFor(tx, 'resend', input, act.now)
    if (!found.ok) return found
    const { order, facts, attempt } = found.value
    const again = await sendAgain(tx, act, order.supplierId, attempt, facts.status)
    if (!again.ok) return again
    const { id, kind, version } = attempt
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'QUEUED',
      data: { transmissionId: id, kind, version, channel: facts.channel, again: true },
    })
    return ok({ number: order.number })
  })
}
