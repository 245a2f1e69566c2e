import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { queueTransmission } from '../order/transmission.store.ts'
import { usageOf } from './requisition.rules.ts'
import { orderToRequisition, threeMonths } from './requisition.store.ts'
import type { SignRequisition } from './send.schema.ts'

/** What became of the order once its requisition was signed. */
export type Signed = { number: string; state: 'queued' | 'held' }

/**
 * Takes a pharmacist's word that the requisition was signed in ink and the signed copy went to the supplier: an order of
 * controlled drugs waits for nothing else to leave. Only the recipient it is made out to signs it (Misuse of Drugs
 * Regulations 2001, regulation 14(2)): NOT_THE_RECIPIENT otherwise. Never whoever raised, submitted or changed the order
 * (OWN_ORDER): they would sign for what they ordered themselves. More than three months' usage of the trust needs its
 * reason (CD_QUANTITY); what the signer was shown is kept with it. Queues it in the same transaction, unless something
 * else holds it.
 */
export async function signRequisition(act: Act, input: SignRequisition): Promise<Result<Signed>> {
  const command = { name: 'signRequisition', permission: 'order.sign_requisition' as const }
  return commit(act, command, input, async (tx) => {
    const found = await orderToRequisition(tx, act.actor, input)
    if (!found.ok) return found
    const { order, requisition } = found.value
    if (!requisition) return refuse({ code: 'REQUISITION_NOT_WRITTEN' })
    if (requisition.writtenBy !== act.actor.personId) {
      return refuse({ code: 'NOT_THE_RECIPIENT', recipient: requisition.signerName })
    }
    const lines = order.orderLines.filter((line) => line.state === 'open')
    const used = await threeMonths(
      tx,
      lines.map((line) => line.vmpId),
      londonDate(act.now),
    )
    const usage = usageOf(lines, used)
    const unusual = usage.filter((one) => one.unusual)
    if (unusual.length > 0 && input.unusualReason === '') {
      return refuse({ code: 'CD_QUANTITY', medicines: unusual.map((one) => one.name) })
    }
    const unusualReason = unusual.length > 0 ? input.unusualReason : ''
    const { count } = await tx.requisition.updateMany({
      where: { trustId: act.actor.trustId, id: requisition.id, signedAt: null },
      data: { signedBy: act.actor.personId, signedAt: act.now, usage, unusualReason },
    })
    if (count === 0) return refuse({ code: 'REQUISITION_SIGNED' })
    audit(tx, {
      document: 'order',
      id: order.id,
      verb: 'REQUISITION_SIGNED',
      data: { version: order.version, usage, unusualReason },
    })
    const queued = await queueTransmission(tx, act, order)
    return queued.ok ? ok({ number: order.number, state: queued.value.state }) : queued
  })
}
