import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import type { Settle } from './send.schema.ts'
import { sendAgain } from './send-again.store.ts'
import { recordSent } from './sending.store.ts'
import { transmissionFor } from './transmission-act.store.ts'

/**
 * Settles a message whose outcome was unknown, by what a person found out: it arrived, then it is sent as of when it was
 * handed over; or it did not, then it goes again under the Message-ID it had.
 */
export async function settleTransmission(act: Act, input: Settle): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'settleTransmission', permission: 'order.send' }, input, async (tx) => {
    const found = await transmissionFor(tx, 'settle', input, act.now)
    if (!found.ok) return found
    const { order, facts, attempt } = found.value
    const said = { outcome: input.outcome, how: input.how }
    if (input.outcome === 'arrived') {
      const sent = await recordSent(
        tx,
        act,
        order,
        { id: attempt.id, statuses: [facts.status], attempts: attempt.attempts },
        { proof: input.how, sentAt: facts.handedAt ?? act.now, verb: 'SETTLED', data: said },
      )
      return sent.ok ? ok({ number: order.number }) : sent
    }
    const again = await sendAgain(tx, act, order.supplierId, attempt, facts.status)
    if (!again.ok) return again
    const { id, kind, version } = attempt
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'SETTLED',
      data: { transmissionId: id, kind, version, ...said },
    })
    return ok({ number: order.number })
  })
}
