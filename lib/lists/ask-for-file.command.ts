import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { keptUntil, MOST_UNDER_WAY } from './limits.rules.ts'
import type { MakeFile } from './list-file.schema.ts'
import { listById } from './lists.ts'
import { fileNameOf } from './sheet.ts'

/**
 * Asks for a list as a file that the worker makes, with the filters and sort of its address. It is its maker's alone, and
 * shows what their roles let them see. Refuses NOT_ALLOWED where the list is not for them, INVALID and NOT_FOUND as the
 * list itself, FILES_UNDER_WAY beyond three at a time.
 */
export async function askForFile(act: Act, input: MakeFile): Promise<Result<{ fileId: string }>> {
  const list = listById(input.list)
  const opened = await list.open(act.actor, act.now, input.query)
  if (!opened.ok) return opened
  return commit(act, { name: 'askForFile', permission: list.permission }, input, async (tx) => {
    const { trustId, personId } = act.actor
    if (personId === null) return refuse({ code: 'NOT_ALLOWED', permission: list.permission[0] ?? '' })
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`list_file ${trustId} ${personId}`}, 0))::text`
    const underWay = await tx.listFile.count({
      where: { trustId, askedBy: personId, state: { in: ['waiting', 'making'] } },
    })
    if (underWay >= MOST_UNDER_WAY) return refuse({ code: 'FILES_UNDER_WAY', most: MOST_UNDER_WAY })
    const id = act.newId()
    const { format, query, tell } = input
    await tx.listFile.create({
      data: {
        ...{ trustId, id, list: input.list, format, title: list.title, query, tell, state: 'waiting' },
        fileName: fileNameOf(list.fileName, format, act.now),
        ...{ askedBy: personId, askedAt: act.now, keptUntil: keptUntil(act.now) },
      },
    })
    if (list.sensitive.length > 0) {
      const data = { list: input.list, format, query, sensitive: list.sensitive }
      audit(tx, { document: 'list_file', id, verb: 'FILE_ASKED', data })
    }
    await enqueue(tx, 'make-file', { trustId, id })
    return ok({ fileId: id })
  })
}
