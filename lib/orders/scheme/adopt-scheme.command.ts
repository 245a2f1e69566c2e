import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { newestScheme } from '#lib/orders/order/scheme.queries.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { compareDates, londonDate, storedDate } from '#lib/values/dates.ts'
import { decideProposal, lockProposal } from './proposal.store.ts'

/**
 * Adopts a proposed change as the scheme's next version: by a second person, never who proposed it (OWN_PROPOSAL). It
 * applies to what is submitted from its day on, or from today where that day has gone by; orders in flight keep the
 * version they were submitted under. Refuses CHANGED_MEANWHILE where it is decided already or another version followed.
 */
export async function adoptScheme(
  act: Act,
  input: { proposalId: string; edit: number; note: string },
): Promise<Result<{ proposalId: string }>> {
  return commit(act, { name: 'adoptScheme', permission: 'scheme.second' }, input, async (tx) => {
    const { trustId } = act.actor
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`scheme/${trustId}`}, 0))::text`
    const locked = await lockProposal(tx, act, input)
    if (!locked.ok) return locked
    const proposal = locked.value
    if (!isSomebodyElse(act.actor, [proposal.proposedBy])) return refuse({ code: 'OWN_PROPOSAL' })
    const newest = await newestScheme(tx)
    if (newest.version !== proposal.basedOn) return refuse({ code: 'CHANGED_MEANWHILE', what: 'scheme' })
    const today = londonDate(act.now)
    const asked = storedDate(proposal.effectiveFrom)
    const from = compareDates(asked, today) < 0 ? today : asked
    const version = newest.version + 1
    const by = personOf(act.actor)
    const decided = await decideProposal(tx, act, proposal, { state: 'adopted', note: input.note })
    if (!decided.ok) return decided
    await tx.$executeRaw`
      INSERT INTO approval_scheme (trust_id, version, effective_from, rules, adopted_at, adopted_by, proposal_id)
      SELECT trust_id, ${version}, ${from}::date, rules, ${act.now}, ${by}::uuid, id FROM scheme_proposal
      WHERE trust_id = ${trustId}::uuid AND id = ${proposal.id}::uuid`
    const data = { proposalId: proposal.id, version, from, proposedBy: proposal.proposedBy, note: input.note }
    audit(tx, { document: 'trust', id: trustId, verb: 'SCHEME_ADOPTED', data: { ...data, rules: proposal.rules } })
    return ok({ proposalId: proposal.id })
  })
}
