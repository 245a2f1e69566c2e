import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { dropRelease, lockReleases, moveRelease, releaseById } from './release.store.ts'

const WITHOUT_CONTENT = ['faulty', 'failed', 'cancelled', 'unchanged']

/**
 * Throws a release away before it is current, also while it is worked on: what was read of it goes, that it was there stays.
 * Refuses CHANGED_MEANWHILE when it is current already, or a later release builds on it.
 */
export async function cancelRelease(act: Act, input: { releaseId: string }): Promise<Result<{ releaseId: string }>> {
  const command = { name: 'cancelRelease', permission: 'dictionary.load', longest: 300_000 } as const
  return commit(act, command, input, async (tx) => {
    const { trustId } = act.actor
    await lockReleases(tx, act.actor)
    const release = await releaseById(tx, act.actor, input.releaseId)
    if (!release) return refuse({ code: 'NOT_FOUND', what: 'release' })
    const later = await tx.dictionaryRelease.count({
      where: { ownerId: trustId, number: { gt: release.number }, state: { notIn: WITHOUT_CONTENT } },
    })
    if (later > 0 || !(await moveRelease(tx, act.actor, { id: release.id }, 'cancel'))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'release' })
    }
    await dropRelease(tx, act.actor, release)
    audit(tx, { document: 'dictionary', id: release.id, verb: 'THROWN_AWAY', data: { name: release.name } })
    return ok({ releaseId: release.id })
  })
}
