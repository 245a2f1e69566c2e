import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { keptUntil, MOST_UNDER_WAY } from './limits.rules.ts'

/** A file that somebody wants the worker to make. */
export type WantedFile = {
  list: string
  format: 'csv' | 'xlsx' | 'zip'
  title: string
  fileName: string
  query: Readonly<Record<string, string>>
  /** By e-mail when it is ready. */
  tell: boolean
}

/** Has the worker make a file for who asks. Refuses FILES_UNDER_WAY beyond three at a time. */
export async function queueFile(tx: Tx, act: Act, wanted: WantedFile): Promise<Result<{ fileId: string }>> {
  const { trustId, personId } = act.actor
  if (personId === null) return refuse({ code: 'NOT_ALLOWED', permission: 'own.settings' })
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`list_file ${trustId} ${personId}`}, 0))::text`
  const underWay = await tx.listFile.count({
    where: { trustId, askedBy: personId, state: { in: ['waiting', 'making'] } },
  })
  if (underWay >= MOST_UNDER_WAY) return refuse({ code: 'FILES_UNDER_WAY', most: MOST_UNDER_WAY })
  const fileId = act.newId()
  const { keepFileDays } = await settingsOfTrust(tx)
  await tx.listFile.create({
    data: {
      ...{ ...wanted, query: { ...wanted.query }, trustId, id: fileId, state: 'waiting' },
      ...{ askedBy: personId, askedAt: act.now, keptUntil: keptUntil(act.now, keepFileDays) },
    },
  })
  await enqueue(tx, 'make-file', { trustId, id: fileId })
  return ok({ fileId })
}
