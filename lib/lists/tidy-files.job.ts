import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { log } from '#lib/log.ts'
import { removeFiles } from './file.store.ts'

/** How long nothing may be heard of a file under way before it gets another job. */
export const FORGOTTEN_MS = 120_000

const AT_ONCE = 100

/** The round over one trust's files: those over their time are removed, and that is put on the record; one that nobody works on gets a new job. */
export async function tidyFiles(act: Act): Promise<{ removed: number; begunAnew: number }> {
  const { trustId } = act.actor
  const tidied = await withTrust(act.actor, async (tx) => {
    const over = await tx.listFile.findMany({
      where: { trustId, keptUntil: { lt: act.now } },
      select: { id: true },
      take: AT_ONCE,
    })
    await removeFiles(
      tx,
      act,
      over.map((file) => file.id),
    )
    if (over.length > 0) {
      audit(tx, { document: 'trust', id: trustId, verb: 'OLD_DATA_DELETED', data: { files: over.length } })
      await writeAudit(tx, act)
    }
    const forgotten = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM list_file WHERE trust_id = ${trustId}::uuid AND state IN ('waiting', 'making')
        AND coalesce(beat_at, asked_at) < ${new Date(act.now.getTime() - FORGOTTEN_MS)}
      ORDER BY id LIMIT ${AT_ONCE}`
    for (const { id } of forgotten) await enqueue(tx, 'make-file', { trustId, id })
    return { removed: over.length, begunAnew: forgotten.length }
  })
  log.info({ job: 'tidy-files', trust: trustId, ...tidied }, 'files tidied')
  return tidied
}
