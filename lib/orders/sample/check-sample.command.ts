import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { ownPart } from '#lib/orders/order/decide.rules.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { formatWhen } from '#lib/values/format.ts'
import type { CheckSample } from './sample.schema.ts'

/**
 * Writes down what somebody found in an order of the sample: fine, or not fine and why. Never who raised, submitted or
 * changed it (OWN_ORDER); what was found stays (CHANGED_MEANWHILE, by whom).
 */
export async function checkSample(act: Act, input: CheckSample): Promise<Result<{ number: string }>> {
  return commit(act, { name: 'checkSample', permission: 'sample.check' }, input, async (tx) => {
    const { trustId } = act.actor
    await tx.$queryRaw`SELECT 1 AS one FROM passed_sample WHERE trust_id = ${trustId}::uuid AND id = ${input.sampleId}::uuid FOR UPDATE`
    const sample = await tx.passedSample.findFirst({ where: { trustId, id: input.sampleId }, include: { order: true } })
    if (!sample) return refuse({ code: 'NOT_FOUND', what: 'sample' })
    const by = personOf(act.actor)
    const own = ownPart(by, sample.order)
    if (own) return refuse({ code: 'OWN_ORDER', how: own })
    if (sample.outcome !== null) {
      const people = await peopleOfTrust(tx)
      const at = sample.checkedAt ? formatWhen(sample.checkedAt, act.now) : undefined
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'sample', by: nameOf(people, sample.checkedBy), at })
    }
    const { outcome, words } = input
    const { count } = await tx.passedSample.updateMany({
      where: { trustId, id: sample.id, version: sample.version, outcome: null },
      data: { outcome, words, checkedBy: by, checkedAt: act.now },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'sample' })
    const data = { orderId: sample.orderId, version: sample.version, outcome, words }
    audit(tx, { document: 'passed_sample', id: sample.id, verb: 'SAMPLE_CHECKED', data })
    return ok({ number: sample.order.number })
  })
}
