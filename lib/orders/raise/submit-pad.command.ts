import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import type { SubmitPad } from './pad.schema.ts'
import { type SubmittedPad, submitOpenPad } from './submit-open-pad.store.ts'

/** Submits every order of a pad, all or none, as `submitOpenPad` says. */
export async function submitPad(act: Act, input: SubmitPad): Promise<Result<SubmittedPad>> {
  return commit(act, { name: 'submitPad', permission: 'order.raise' }, input, (tx) => submitOpenPad(tx, act, input))
}
