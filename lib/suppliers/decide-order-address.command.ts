import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import { may } from '#lib/access/permissions.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { sameAddress } from './order-address.rules.ts'
import { endAddressChange, lockOrderWay } from './order-address.store.ts'
import type { DecideOrderAddress } from './supplier.schema.ts'

/**
 * Agrees to or refuses a change of the address that orders go to, or takes it back. Agreeing and refusing is somebody
 * else's than who asked (OWN_ADDRESS); taking back is who asked's alone (NOT_ALLOWED). Refused when it was decided already
 * (REQUEST_OVER), or when orders go another way by now than when it was asked (CHANGED_MEANWHILE).
 */
export async function decideOrderAddress(act: Act, input: DecideOrderAddress): Promise<Result<{ supplierId: string }>> {
  const permission = ['supplier.agree_address', 'supplier.edit'] as const
  return commit(act, { name: 'decideOrderAddress', permission }, input, async (tx) => {
    const { trustId, personId } = act.actor
    const change = await tx.orderAddressChange.findFirst({ where: { trustId, id: input.changeId } })
    if (!change) return refuse({ code: 'NOT_FOUND', what: 'supplier' })
    const { supplierId } = change
    const own = change.askedBy === personId
    const ends = { ...change, comment: input.comment }
    if (input.decision === 'take_back') {
      if (!own) return refuse({ code: 'NOT_ALLOWED', permission: 'supplier.agree_address' })
      const over = await endAddressChange(tx, act, { ...ends, state: 'withdrawn' })
      return over ? ok({ supplierId }) : refuse({ code: 'REQUEST_OVER' })
    }
    if (!may(act.actor, 'supplier.agree_address')) {
      return refuse({ code: 'NOT_ALLOWED', permission: 'supplier.agree_address' })
    }
    if (!isSomebodyElse(act.actor, [change.askedBy])) return refuse({ code: 'OWN_ADDRESS' })
    const stands = await lockOrderWay(tx, supplierId)
    const state = input.decision === 'agree' ? 'agreed' : 'refused'
    if (!(await endAddressChange(tx, act, { ...ends, state }))) return refuse({ code: 'REQUEST_OVER' })
    if (state === 'refused') return ok({ supplierId })
    const same = stands?.channel === change.fromChannel && sameAddress(stands.orderEmail, change.fromEmail)
    if (!same) return refuse({ code: 'CHANGED_MEANWHILE', what: 'account' })
    await sendThere(tx, act, supplierId, change.toEmail)
    return ok({ supplierId })
  })
}

async function sendThere(tx: Tx, act: Act, supplierId: string, orderEmail: string): Promise<void> {
  const { trustId } = act.actor
  const data = { channel: 'email', orderEmail }
  await tx.supplierAccount.updateMany({ where: { trustId, supplierId }, data: { ...data, version: { increment: 1 } } })
  audit(tx, { document: 'supplier', id: supplierId, verb: 'ACCOUNT_CHANGED', data })
  // orders that had no way to this supplier have one now
  await enqueue(tx, 'queue-held', { trustId, id: supplierId })
}
