import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAtStore } from '#lib/access/sites/site.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { nextUnlicensedNumber } from '#lib/trusts/number.store.ts'
import { londonDate } from '#lib/values/dates.ts'
import { orderStatus } from '../order/order.status.ts'
import { loadOrder } from '../order/order.store.ts'
import { queueHeldOrders } from '../order/transmission.store.ts'
import { reviewDay } from './manual.rules.ts'
import type { ApproveUnlicensed } from './send.schema.ts'

/**
 * Approves the use of an unlicensed medicine (MHRA Guidance Note 14: no licensed one meets the need): who asked, why, which
 * licensed ones were considered, how its quality was assessed, when it is looked at again. Gives it a number, writes that on the order's lines of the medicine
 * and queues every order that waited for it. Whoever raised, submitted or changed the order may not (OWN_ORDER).
 */
export async function approveUnlicensed(
  act: Act,
  input: ApproveUnlicensed,
): Promise<Result<{ number: string; approval: string; queued: string[] }>> {
  const command = { name: 'approveUnlicensed', permission: 'order.approve_unlicensed' as const }
  return commit(act, command, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    if (order.status !== 'awaiting_approval' && order.status !== 'approved') {
      return refuse({ code: 'WRONG_STATUS', verb: 'approve', status: orderStatus(order.status) })
    }
    const here = await mayAtStore(tx, act.actor, 'order.approve_unlicensed', order.storeId)
    if (!here.ok) return here
    const personId = act.actor.personId ?? ''
    if (order.raisedBy === personId) return refuse({ code: 'OWN_ORDER', how: 'raised' })
    if (order.submittedBy === personId) return refuse({ code: 'OWN_ORDER', how: 'submitted' })
    if (order.changers.includes(personId)) return refuse({ code: 'OWN_ORDER', how: 'changed' })
    const line = order.orderLines.find((one) => one.unlicensed && one.vmpId === input.vmpId && one.state === 'open')
    if (!line) return refuse({ code: 'NOT_FOUND', what: 'unlicensed medicine in this order' })
    const until = reviewDay(input.reviewOn, londonDate(act.now))
    if (!until.ok) return until
    const id = act.newId()
    const approval = await nextUnlicensedNumber(tx, act)
    await tx.unlicensedApproval.create({
      data: {
        trustId: act.actor.trustId,
        id,
        number: approval,
        vmpId: input.vmpId,
        productName: line.productName,
        request: input.request,
        reason: input.reason,
        alternatives: input.alternatives,
        quality: input.quality,
        approvedBy: personId,
        approvedAt: act.now,
        reviewOn: new Date(`${input.reviewOn}T00:00:00Z`),
      },
    })
    await tx.orderLine.updateMany({
      where: { orderId: order.id, vmpId: input.vmpId, unlicensed: true, state: 'open' },
      data: { unlicensedApproval: approval },
    })
    const { vmpId, request, reason, alternatives, quality, reviewOn } = input
    const data = { approval, vmpId, request, reason, alternatives, quality, reviewOn }
    audit(tx, { document: 'order', id: order.id, verb: 'UNLICENSED_APPROVED', data })
    audit(tx, { document: 'unlicensed_approval', id, verb: 'APPROVED', data: { ...data, orderId: order.id } })
    const queued = await queueHeldOrders(tx, act, { vmpId: input.vmpId })
    return ok({ number: order.number, approval, queued })
  })
}
