import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { OneFile } from './list-file.schema.ts'

/** Stops the making of one's own file; what was made of it goes. Refuses NOT_FOUND where there is none under way. */
export async function cancelFile(act: Act, { fileId }: OneFile): Promise<Result<null>> {
  return commit(act, { name: 'cancelFile', permission: 'own.settings' }, { fileId }, async (tx) => {
    const { trustId, personId } = act.actor
    const { count } = await tx.listFile.updateMany({
      where: { trustId, id: fileId, askedBy: personId ?? '', state: { in: ['waiting', 'making'] } },
      data: { state: 'cancelled', endedAt: act.now },
    })
    if (count === 0) return refuse({ code: 'NOT_FOUND', what: 'file under way' })
    await tx.listFilePart.deleteMany({ where: { trustId, fileId } })
    return ok(null)
  })
}
