import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { SYSTEM_PERSON } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { wrongKind } from './file.rules.ts'
import type { StageForm } from './load.schema.ts'
import { newReport } from './load.store.ts'
import { LOAD_PERMISSION } from './report.rules.ts'

/**
 * Keeps a file that somebody chose, to be looked through before it is loaded. A person has one at a time: another takes
 * its place. A file that is plainly no CSV file is refused with what to do.
 */
export async function stageFile(act: Act, { kind, file }: StageForm): Promise<Result<{ stageId: string }>> {
  const content = new Uint8Array(await file.arrayBuffer())
  const { fileName, sha256 } = newReport(kind, { fileName: file.name, content })
  const command = { name: 'stageFile', permission: LOAD_PERMISSION[kind] }
  return commit(act, command, { kind, fileName, sha256 }, async (tx) => {
    const wrong = wrongKind(content)
    if (wrong) return refuse({ code: 'INVALID', errors: [{ field: 'file', message: wrong.problem }] })
    const stagedBy = act.actor.personId ?? SYSTEM_PERSON
    await tx.fileStage.deleteMany({ where: { trustId: act.actor.trustId, stagedBy } })
    const id = act.newId()
    const data = { trustId: act.actor.trustId, id, kind, fileName, sha256, content, stagedBy, stagedAt: act.now }
    await tx.fileStage.create({ data })
    return ok({ stageId: id })
  })
}
