import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { log } from '#lib/log.ts'
import { ok } from '#lib/result.ts'
import { transmissionKind } from '../order/transmission.status.ts'
import { recordRefusal, recordUnknown } from './sending.store.ts'

/** What a round over a trust's sendings did. */
export type Round = { unknown: number; backInQueue: number; queuedAgain: number }

type Stuck = {
  id: string
  order_id: string
  version: number
  kind: string
  attempts: number
  attempts_before: number
  handed: boolean
}

/** How long a queued message may wait past its time before it gets another job. */
export const OVERDUE_MS = 120_000

/**
 * The round over one trust's sendings: a worker whose lease ran out is dead or cut off. If the mail server had not been
 * given the data, nothing left and the message is queued again; otherwise it needs checking, by a person, and is never
 * sent again on its own. A queued message whose time is past gets a new job, should its own have been lost.
 */
export async function settleSendings(act: Act): Promise<Round> {
  const settled = await commit(act, { name: 'settleSendings', permission: 'order.send' }, {}, async (tx) => {
    const stuck = await tx.$queryRaw<Stuck[]>`
      SELECT id, order_id, version, kind, attempts, attempts_before, handed_at IS NOT NULL AS handed FROM transmission
      WHERE status = 'sending' AND lease_until < clock_timestamp() ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED`
    for (const row of stuck) {
      const { id, order_id: orderId, version, attempts, attempts_before: attemptsBefore } = row
      const claim = { id, orderId, version, kind: transmissionKind(row.kind), attempts, attemptsBefore }
      if (row.handed) await recordUnknown(tx, act, claim, 'The connection or the worker was lost before the answer')
      else await recordRefusal(tx, act, claim, { permanent: false, answer: 'The worker stopped before anything left' })
    }
    const overdue = new Date(act.now.getTime() - OVERDUE_MS)
    const forgotten = await tx.$queryRaw<{ id: string }[]>`
      UPDATE transmission SET next_attempt_at = ${act.now}
      WHERE id IN (SELECT id FROM transmission WHERE status = 'queued' AND channel = 'email'
        AND next_attempt_at < ${overdue} ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)
      RETURNING id`
    for (const { id } of forgotten) await enqueue(tx, 'send-order', { trustId: act.actor.trustId, id })
    const unknown = stuck.filter((row) => row.handed).length
    return ok({ unknown, backInQueue: stuck.length - unknown, queuedAgain: forgotten.length })
  })
  if (!settled.ok) throw new Error(`The round was refused: ${settled.refusal.code}`)
  log.info({ job: 'settle-sendings', trust: act.actor.trustId, ...settled.value }, 'round over sendings')
  return settled.value
}
