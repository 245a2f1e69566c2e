import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { decideProposal, lockProposal } from './proposal.store.ts'

/** Takes a proposed change of the scheme back: by who proposed it (NOT_YOUR_PROPOSAL for anybody else). */
export async function withdrawScheme(
  act: Act,
  input: { proposalId: string; edit: number; note: string },
): Promise<Result<{ proposalId: string }>> {
  return commit(act, { name: 'withdrawScheme', permission: 'scheme.propose' }, input, async (tx) => {
    const { trustId } = act.actor
    const locked = await lockProposal(tx, act, input)
    if (!locked.ok) return locked
    const { id, proposedBy, edit } = locked.value
    if (proposedBy !== act.actor.personId) return refuse({ code: 'NOT_YOUR_PROPOSAL' })
    const decided = await decideProposal(tx, act, { id, edit }, { state: 'withdrawn', note: input.note })
    if (!decided.ok) return decided
    audit(tx, { document: 'trust', id: trustId, verb: 'SCHEME_WITHDRAWN', data: { proposalId: id, note: input.note } })
    return ok({ proposalId: id })
  })
}
