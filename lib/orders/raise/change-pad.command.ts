import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { changeOpenPad } from './change-pad.store.ts'
import type { ChangePad } from './pad.schema.ts'
import type { ChangedPad } from './view.rules.ts'

/**
 * Changes an order pad: lines are added, changed, moved between its draft orders and taken off, the head is changed; any
 * number at once, all or nothing, in a fixed number of statements. Autosave, typing and pasting all come in here.
 * Refuses CHANGED_MEANWHILE when the pad is no longer as it was when these changes were made (two tabs, two people),
 * PAD_CLOSED, and what `planChanges` refuses.
 */
export async function changePad(act: Act, input: ChangePad): Promise<Result<ChangedPad>> {
  return commit(act, { name: 'changePad', permission: 'order.raise' }, input, (tx) => changeOpenPad(tx, act, input))
}
