import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/**
 * Changes a view of one's own that still is the version that was seen. Refuses NOT_FOUND for anybody else's, and
 * CHANGED_MEANWHILE.
 */
export async function moveView(
  tx: Tx,
  act: Act,
  at: { viewId: string; version?: number },
  to: { name?: string; shared?: boolean; removedAt?: Date | null },
): Promise<Result<{ viewId: string }>> {
  const own = { trustId: act.actor.trustId, id: at.viewId, ownerId: personOf(act.actor) }
  const there = await tx.savedView.findFirst({ where: own })
  const removed = there !== null && there.removedAt !== null
  if (there === null || removed !== (to.removedAt === null)) return refuse({ code: 'NOT_FOUND', what: 'saved view' })
  const { count } = await tx.savedView.updateMany({
    where: { ...own, version: at.version ?? there.version },
    data: { ...to, version: { increment: 1 }, changedAt: act.now },
  })
  return count === 1 ? ok({ viewId: at.viewId }) : refuse({ code: 'CHANGED_MEANWHILE', what: 'saved view' })
}
