import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { LOAD_PERMISSION, type LoadKind } from './kind.rules.ts'
import { safeName, sha256 } from './load.store.ts'
import { whatItIs } from './what-it-is.rules.ts'

/** A file that somebody chose. `here`: the caller works on it itself; otherwise the worker is asked to. */
export type ChosenFile = { kind: LoadKind; fileName: string; content: Uint8Array; here?: boolean }

/**
 * Keeps a file that somebody chose, as it came, and asks the worker to read it. A file that its first bytes or its name
 * tell to be none of ours is refused (INVALID) with what to do.
 */
export async function chooseFile(
  act: Act,
  { kind, content, here, ...rest }: ChosenFile,
): Promise<Result<{ loadId: string }>> {
  const fileName = safeName(rest.fileName)
  const hash = sha256(content)
  const command = { name: 'chooseFile', permission: LOAD_PERMISSION[kind] }
  return commit(act, command, { kind, fileName, sha256: hash }, async (tx) => {
    const found = whatItIs(content, fileName)
    if ('problem' in found) return refuse({ code: 'INVALID', errors: [{ field: 'file', message: found.problem }] })
    const { trustId, personId } = act.actor
    const id = act.newId()
    await tx.fileLoad.create({
      data: {
        ...{ trustId, id, kind, fileName, sha256: hash, format: found.format, sizeBytes: content.length },
        ...{ state: 'reading', chosenBy: personId, chosenAt: act.now },
      },
    })
    await tx.fileContent.create({ data: { trustId, loadId: id, content: new Uint8Array(content) } })
    if (!here) await enqueue(tx, 'work-on-file', { trustId, id })
    return ok({ loadId: id })
  })
}
