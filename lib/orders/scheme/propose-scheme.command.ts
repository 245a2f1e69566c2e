import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { CLINICAL } from '#lib/orders/order/plan.rules.ts'
import { type Ask, LADDER, type Plan } from '#lib/orders/order/plan.schema.ts'
import { newestScheme, schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { startTrial } from './proposal.store.ts'
import type { ProposeScheme } from './scheme-form.schema.ts'

/**
 * Proposes a change of the trust's scheme of delegation, and has it tried on the last three months. Nothing applies until
 * a second person adopts it. Refuses what the trust cannot have: a day that is over, somebody named who may not decide at
 * that level (INVALID, at the field), a change of nothing (SAME_SCHEME), a second proposal beside an open one
 * (PROPOSAL_OPEN), and one made from a version that another one followed (CHANGED_MEANWHILE).
 */
export async function proposeScheme(act: Act, input: ProposeScheme): Promise<Result<{ proposalId: string }>> {
  return commit(act, { name: 'proposeScheme', permission: 'scheme.propose' }, input, async (tx) => {
    const { trustId } = act.actor
    const today = londonDate(act.now)
    if (input.from < today)
      return refuse({ code: 'INVALID', errors: [{ field: 'from', message: 'Enter today or a later day' }] })
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`scheme/${trustId}`}, 0))::text`
    const newest = await newestScheme(tx)
    if (newest.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'scheme' })
    if (JSON.stringify(newest.scheme) === JSON.stringify(input.scheme)) return refuse({ code: 'SAME_SCHEME' })
    const open = await tx.schemeProposal.count({ where: { trustId, state: 'open' } })
    if (open > 0) return refuse({ code: 'PROPOSAL_OPEN' })
    const errors = await cannotDecide(tx, input.scheme)
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    const id = act.newId()
    await tx.schemeProposal.create({
      data: {
        ...{ trustId, id, basedOn: newest.version, rules: input.scheme, effectiveFrom: new Date(input.from) },
        ...{ reason: input.reason, proposedBy: personOf(act.actor), proposedAt: act.now },
      },
    })
    const data = {
      proposalId: id,
      basedOn: newest.version,
      from: input.from,
      reason: input.reason,
      rules: input.scheme,
    }
    audit(tx, { document: 'trust', id: trustId, verb: 'SCHEME_PROPOSED', data })
    await startTrial(tx, act, { proposalId: id, inForce: await schemeInForce(tx, today) })
    return ok({ proposalId: id })
  })
}

/** The plans of a scheme, by the form's field in which each is put right. */
function plansOf(scheme: ApprovalScheme): [string, Plan][] {
  const { firstPurchase, newSupplier, priceOverContract, highCost, controlledDrugs, unlicensed, emergency } = scheme
  const single = { firstPurchase, newSupplier, priceOverContract, highCost, controlledDrugs, unlicensed, emergency }
  return [
    ...scheme.bands.map(({ plan }, index): [string, Plan] => [`bands[${index}].who`, plan]),
    ...scheme.offContract.map(({ plan }, index): [string, Plan] => [`offContract[${index}].who`, plan]),
    ...Object.entries(single).map(([field, { plan }]): [string, Plan] => [field, plan]),
  ]
}

/** Who is named for what they may not decide: nobody of the trust, or without a role of the kind that is asked. */
async function cannotDecide(tx: Tx, scheme: ApprovalScheme): Promise<{ field: string; message: string }[]> {
  const people = await peopleOfTrust(tx)
  const wrong = ({ role, people: named }: Ask): string | null => {
    const able: readonly Role[] = role === 'pharmacist' ? CLINICAL : LADDER
    for (const id of named) {
      const person = people.get(id)
      if (!person || person.former) return 'Name people who work for this trust'
      if (!person.roles.some((one) => able.includes(one)))
        return `${person.name} cannot decide this: name somebody who ${role === 'pharmacist' ? 'is a pharmacist' : 'approves orders'}`
    }
    return null
  }
  return plansOf(scheme).flatMap(([field, plan]) => {
    const message = plan
      .flat()
      .map(wrong)
      .find((one) => one !== null)
    return message ? [{ field, message }] : []
  })
}
