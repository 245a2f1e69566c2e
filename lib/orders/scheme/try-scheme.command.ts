import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { startTrial } from './proposal.store.ts'
import type { TryScheme } from './scheme-form.schema.ts'

/** Has an open proposal tried once more, on the last three months as they are now. One try at a time is enough: its row is locked. */
export async function tryScheme(act: Act, input: TryScheme): Promise<Result<{ proposalId: string }>> {
  const asks = ['scheme.propose', 'scheme.second'] as const
  return commit(act, { name: 'tryScheme', permission: asks }, input, async (tx) => {
    const where = { trustId: act.actor.trustId, id: input.proposalId }
    await tx.$queryRaw`
      SELECT 1 AS one FROM scheme_proposal WHERE trust_id = ${where.trustId}::uuid AND id = ${where.id}::uuid FOR UPDATE`
    const proposal = await tx.schemeProposal.findFirst({
      where,
      include: { trials: { orderBy: { id: 'desc' }, take: 1 } },
    })
    if (!proposal) return refuse({ code: 'NOT_FOUND', what: 'proposal' })
    if (proposal.state !== 'open') return refuse({ code: 'CHANGED_MEANWHILE', what: 'proposal', did: proposal.state })
    const last = proposal.trials[0]?.state
    if (last !== 'waiting' && last !== 'running') {
      const inForce = await schemeInForce(tx, londonDate(act.now))
      await startTrial(tx, act, { proposalId: proposal.id, inForce })
    }
    return ok({ proposalId: proposal.id })
  })
}
