import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { KeyChoice } from './key-choice.schema.ts'

/** A person switches the keys that work everywhere on or off, for themselves alone. */
export async function chooseKeys(act: Act, input: KeyChoice): Promise<Result<undefined>> {
  return commit(act, { name: 'chooseKeys', permission: 'own.settings' }, input, async (tx) => {
    const { trustId, personId } = act.actor
    if (personId === null) return refuse({ code: 'NOT_ALLOWED', permission: 'own.settings' })
    const keys = input.keys === 'on'
    await tx.keyChoice.upsert({
      where: { trustId_personId: { trustId, personId } },
      create: { trustId, personId, keys },
      update: { keys },
    })
    return ok()
  })
}
