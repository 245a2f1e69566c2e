import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { may } from '#lib/access/permissions.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { loadToMove, moveLoad } from '#lib/files/load.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/**
 * Asks a second person to agree to what a catalogue changes, as it was shown (`version`). FILE_GONE where there is none,
 * CHANGED_MEANWHILE when it was checked anew or proposed already.
 */
export async function proposeChanges(
  act: Act,
  input: { loadId: string; version: number },
): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'proposeChanges', permission: 'contract.load' }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (load.kind !== 'contracts') return refuse({ code: 'FILE_GONE' })
    const moved = await moveLoad(tx, { id: load.id, version: input.version }, 'propose', {
      ...{ proposedBy: act.actor.personId, proposedAt: act.now, returned: '' },
    })
    if (!moved) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    const { sha256, rowsAdded: added, rowsChanged: changed } = load
    audit(tx, { document: 'file_load', id: load.id, verb: 'PROPOSED', data: { sha256, added, changed } })
    for (const person of [...(await peopleOfTrust(tx)).values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const behind = [load.chosenBy, act.actor.personId]
      if (person.former || !may(person, 'contract.approve') || !isSomebodyElse({ personId: person.id }, behind))
        continue
      const { trustId } = act.actor
      await enqueue(tx, 'tell-changes', { trustId, id: load.id, owner: trustId, personId: person.id, kind: 'agree' })
    }
    return ok({ loadId: load.id })
  })
}
