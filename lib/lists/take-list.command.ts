import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import type { ListId } from './list-ids.rules.ts'
import { listById } from './lists.ts'

/** A list that somebody takes as a file: which, as what, how many rows, under which filters. */
export type TakenList = { list: ListId; format: 'csv' | 'xlsx'; rows: number; query: Readonly<Record<string, string>> }

/**
 * Puts on the record that somebody took a list with prices or people as a file, before its first byte leaves. A list
 * without either leaves no trace.
 */
export async function takeList(act: Act, taken: TakenList): Promise<Result<null>> {
  const { permission, sensitive } = listById(taken.list)
  if (sensitive.length === 0) return ok(null)
  return commit(act, { name: 'takeList', permission }, taken, async (tx) => {
    audit(tx, { document: 'list_file', id: act.newId(), verb: 'LIST_TAKEN', data: { ...taken, sensitive } })
    return ok(null)
  })
}
