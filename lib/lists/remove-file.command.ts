import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { removeFiles } from './file.store.ts'
import type { OneFile } from './list-file.schema.ts'

/** Removes one's own file before its time. Refuses NOT_FOUND for any other, and for one that is being made. */
export async function removeFile(act: Act, { fileId }: OneFile): Promise<Result<null>> {
  return commit(act, { name: 'removeFile', permission: 'own.settings' }, { fileId }, async (tx) => {
    const { trustId, personId } = act.actor
    const file = await tx.listFile.findFirst({
      where: { trustId, id: fileId, askedBy: personId ?? '', state: { in: ['ready', 'failed', 'cancelled'] } },
      select: { id: true },
    })
    if (!file) return refuse({ code: 'NOT_FOUND', what: 'file' })
    await removeFiles(tx, act, [file.id])
    return ok(null)
  })
}
