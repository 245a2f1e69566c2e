import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import type { VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { addMonths, londonDate } from '#lib/values/dates.ts'

/** Months of orders that a proposal is tried on. */
const MONTHS = 3

/** A proposal of the current trust that is still open, its row locked; CHANGED_MEANWHILE where it is decided or another. */
export async function lockProposal(
  tx: Tx,
  act: Act,
  shown: { proposalId: string; edit: number },
): Promise<Result<Prisma.SchemeProposalGetPayload<object>>> {
  const { trustId } = act.actor
  await tx.$queryRaw`SELECT 1 AS one FROM scheme_proposal WHERE trust_id = ${trustId}::uuid AND id = ${shown.proposalId}::uuid FOR UPDATE`
  const found = await tx.schemeProposal.findFirst({ where: { trustId, id: shown.proposalId } })
  if (!found) return refuse({ code: 'NOT_FOUND', what: 'proposal' })
  if (found.state !== 'open' || found.edit !== shown.edit)
    return refuse({
      code: 'CHANGED_MEANWHILE',
      what: 'proposal',
      did: found.state === 'open' ? undefined : found.state,
    })
  return ok(found)
}

/** What somebody decides about a proposal that was looked at in this state. */
export type ProposalDecision = { state: 'adopted' | 'refused' | 'withdrawn'; note: string }

/** Writes what becomes of a proposal, if it is still open and the one that was looked at; CHANGED_MEANWHILE otherwise. */
export async function decideProposal(
  tx: Tx,
  act: Act,
  seen: { id: string; edit: number },
  { state, note }: ProposalDecision,
): Promise<Result<null>> {
  const { count } = await tx.schemeProposal.updateMany({
    where: { trustId: act.actor.trustId, id: seen.id, state: 'open', edit: seen.edit },
    data: { state, decidedBy: personOf(act.actor), decidedAt: act.now, decidedNote: note, edit: { increment: 1 } },
  })
  return count === 1 ? ok(null) : refuse({ code: 'CHANGED_MEANWHILE', what: 'proposal' })
}

/** Has a proposal tried on the orders of the last three months, beside the scheme in force; its earlier tries are over. */
export async function startTrial(
  tx: Tx,
  act: Act,
  of: { proposalId: string; inForce: VersionedScheme },
): Promise<string> {
  const { trustId } = act.actor
  const id = act.newId()
  const today = londonDate(act.now)
  await tx.$executeRaw`
    DELETE FROM scheme_trial_order o USING scheme_trial t
    WHERE o.trust_id = ${trustId}::uuid AND t.trust_id = o.trust_id AND t.id = o.trial_id AND t.proposal_id = ${of.proposalId}::uuid`
  await tx.schemeTrial.create({
    data: {
      ...{ trustId, id, proposalId: of.proposalId },
      ...{ fromOn: new Date(addMonths(today, -MONTHS)), toOn: new Date(today) },
      ...{ askedBy: act.actor.personId ?? '', askedAt: act.now, inForce: of.inForce.scheme },
    },
  })
  await enqueue(tx, 'try-scheme', { trustId, id })
  return id
}
