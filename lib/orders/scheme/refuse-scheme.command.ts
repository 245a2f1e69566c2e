import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { decideProposal, lockProposal } from './proposal.store.ts'

/** Refuses a proposed change of the scheme, with the reason: by a second person, never who proposed it (OWN_PROPOSAL). */
export async function refuseScheme(
  act: Act,
  input: { proposalId: string; edit: number; note: string },
): Promise<Result<{ proposalId: string }>> {
  return commit(act, { name: 'refuseScheme', permission: 'scheme.second' }, input, async (tx) => {
    const { trustId } = act.actor
    const locked = await lockProposal(tx, act, input)
    if (!locked.ok) return locked
    const { id, proposedBy, edit } = locked.value
    if (!isSomebodyElse(act.actor, [proposedBy])) return refuse({ code: 'OWN_PROPOSAL' })
    const decided = await decideProposal(tx, act, { id, edit }, { state: 'refused', note: input.note })
    if (!decided.ok) return decided
    audit(tx, {
      document: 'trust',
      id: trustId,
      verb: 'SCHEME_REFUSED',
      data: { proposalId: id, proposedBy, note: input.note },
    })
    return ok({ proposalId: id })
  })
}
