import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { NOTICES, type NoticeKind } from './notice.schema.ts'

/**
 * Queues notices about an order (or about who waits to be let in) in the transaction that gives the reason for them, one job for each person who wants
 * this kind. Whoever acts is told nothing: they know. Nothing is written here that is not in the transaction's fate.
 */
export async function queueNotices(
  tx: Tx,
  act: { actor: Pick<Act['actor'], 'trustId' | 'personId'>; now: Date },
  notice: { kind: NoticeKind; order: { id: string; version: number }; people: readonly string[] },
): Promise<void> {
  const { kind, order } = notice
  const people = [...new Set(notice.people)].filter((id) => id !== act.actor.personId)
  if (people.length === 0) return
  const choices = await tx.$queryRaw<{ personId: string; wanted: boolean }[]>`
    SELECT person_id AS "personId", wanted FROM notice_choice WHERE kind = ${kind} AND person_id = ANY (${people}::uuid[])`
  const chosen = new Map(choices.map((one) => [one.personId, one.wanted]))
  for (const personId of people.sort()) {
    if (!(chosen.get(personId) ?? NOTICES[kind].on)) continue
    await enqueue(tx, 'send-notice', {
      trustId: act.actor.trustId,
      id: order.id,
      kind,
      personId,
      version: String(order.version),
      at: act.now.toISOString(),
    })
  }
}
