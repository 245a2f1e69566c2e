import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { TransmissionStatus } from '../order/transmission.status.ts'
import type { Attempt } from './sending.store.ts'

/**
 * Puts a message back into the queue because a person said so, with the Message-ID and papers it had and the address
 * that the supplier's account has now. Compare-and-set on status and attempt; SENDING_MOVED_ON when it moved on.
 */
export async function sendAgain(
  tx: Tx,
  act: Act,
  supplierId: string,
  attempt: Attempt,
  from: TransmissionStatus,
): Promise<Result<undefined>> {
  const account = await tx.supplierAccount.findFirst({ where: { supplierId } })
  const byMail = account?.channel === 'email' && account.orderEmail
  const { count } = await tx.transmission.updateMany({
    where: { trustId: act.actor.trustId, id: attempt.id, status: from, attempts: attempt.attempts },
    data: {
      status: 'queued',
      leaseUntil: null,
      handedAt: null,
      nextAttemptAt: act.now,
      attemptsBefore: attempt.attempts,
      ...(byMail ? { recipient: account.orderEmail ?? '' } : {}),
    },
  })
  if (count === 0) return refuse({ code: 'SENDING_MOVED_ON', status: from })
  await enqueue(tx, 'send-order', { trustId: act.actor.trustId, id: attempt.id })
  return ok()
}
