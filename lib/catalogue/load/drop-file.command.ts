import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** Throws a chosen file away before it is loaded. FILE_GONE when it is not there any more. */
export async function dropFile(act: Act, input: { stageId: string }): Promise<Result<undefined>> {
  const permission = ['catalogue.load', 'contract.load'] as const
  return commit<undefined>(act, { name: 'dropFile', permission }, input, async (tx) => {
    const { count } = await tx.fileStage.deleteMany({ where: { trustId: act.actor.trustId, id: input.stageId } })
    return count === 0 ? refuse({ code: 'FILE_GONE' }) : ok()
  })
}
