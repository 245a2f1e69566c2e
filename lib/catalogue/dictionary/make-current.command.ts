import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { lockReleases, moveRelease, releaseById } from './release.store.ts'

const AT_WORK = ['reading', 'comparing', 'switching']

/**
 * Makes a release current that is ready, or returns to one that was: asks the worker, in the name of who says so. Refuses
 * DICTIONARY_AT_WORK while another is worked on, CHANGED_MEANWHILE when it is not as it was shown (`version`).
 */
export async function makeCurrent(
  act: Act,
  { here, ...input }: { releaseId: string; version: number; here?: boolean },
): Promise<Result<{ releaseId: string }>> {
  const command = { name: 'makeDictionaryCurrent', permission: 'dictionary.load' } as const
  return commit(act, command, input, async (tx) => {
    const { trustId, personId } = act.actor
    await lockReleases(tx, act.actor)
    const release = await releaseById(tx, act.actor, input.releaseId)
    if (!release) return refuse({ code: 'NOT_FOUND', what: 'release' })
    const busy = await tx.dictionaryRelease.findFirst({
      where: { ownerId: trustId, state: { in: AT_WORK }, NOT: { id: release.id } },
      select: { name: true },
    })
    if (busy) return refuse({ code: 'DICTIONARY_AT_WORK', name: busy.name })
    const seen = { id: release.id, version: input.version }
    if (!(await moveRelease(tx, act.actor, seen, 'ask', { switchedBy: personId }))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'release' })
    }
    if (!here) await enqueue(tx, 'work-on-dictionary', { trustId, id: release.id })
    return ok({ releaseId: release.id })
  })
}
