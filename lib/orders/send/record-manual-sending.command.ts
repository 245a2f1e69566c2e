import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import { placedAt } from './manual.rules.ts'
import type { ManualSending } from './send.schema.ts'
import { recordSent } from './sending.store.ts'
import { transmissionFor } from './transmission-act.store.ts'

/**
 * Writes down that a person placed an order by phone or in the supplier's portal: who, when, with whom, under which
 * reference. Also instead of an e-mail that waits or failed, which then does not leave any more.
 */
export async function recordManualSending(act: Act, input: ManualSending): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'recordManualSending', permission: 'order.send' }, input, async (tx) => {
    const found = await transmissionFor(tx, 'record', input, act.now)
    if (!found.ok) return found
    const { order, facts, attempt, queuedAt } = found.value
    const at = placedAt(input, queuedAt, act.now)
    if (!at.ok) return at
    const way = input.channel === 'phone' ? `By phone with ${input.whom}` : `In the portal: ${input.whom}`
    const sent = await recordSent(
      tx,
      act,
      order,
      { id: attempt.id, statuses: [facts.status], attempts: attempt.attempts },
      {
        proof: input.reference ? `${way}. Reference ${input.reference}` : way,
        sentAt: at.value,
        verb: 'SENT',
        data: { byHand: true, reference: input.reference },
      },
      { channel: input.channel, recipient: input.whom },
    )
    return sent.ok ? ok({ number: order.number }) : sent
  })
}
