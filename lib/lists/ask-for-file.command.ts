import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import type { MakeFile } from './list-file.schema.ts'
import { listById } from './lists.ts'
import { queueFile } from './queue-file.store.ts'
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
    const { format, query, tell } = input
    const fileName = fileNameOf(list.fileName, format, act.now)
    const asked = await queueFile(tx, act, { list: input.list, format, title: list.title, fileName, query, tell })
    if (asked.ok && list.sensitive.length > 0) {
      const data = { list: input.list, format, query, sensitive: list.sensitive }
      audit(tx, { document: 'list_file', id: asked.value.fileId, verb: 'FILE_ASKED', data })
    }
    return asked
  })
}
