import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { type OrderWay, sameAddress } from './order-address.rules.ts'
import { CHANNELS, type Channel } from './supplier.schema.ts'

/** A change of the address that orders go to: what stands, what is wanted, and how who asks knows that it is theirs. */
export type AddressAsked = { supplierId: string; stands: OrderWay; email: string; reason: string }

/** Reads a stored channel. */
export function channelOf(text: string): Channel {
  return text in CHANNELS ? (text as Channel) : 'phone'
}

/** How orders reach a supplier now, locked until the transaction ends; null where there is no account. */
export async function lockOrderWay(tx: Tx, supplierId: string): Promise<OrderWay | null> {
  const [row] = await tx.$queryRaw<{ channel: string; order_email: string | null }[]>`
    SELECT channel, order_email FROM supplier_account WHERE supplier_id = ${supplierId}::uuid FOR UPDATE`
  return row ? { channel: channelOf(row.channel), orderEmail: row.order_email } : null
}

/**
 * Has a change of the address that orders go to wait for a second person. What waited for the supplier before is taken
 * back; where the same address waits already, it goes on waiting as it was asked.
 */
export async function askForAddress(tx: Tx, act: Act, asked: AddressAsked): Promise<void> {
  const { trustId } = act.actor
  const { supplierId } = asked
  const by = personOf(act.actor)
  const waits = await tx.orderAddressChange.findFirst({ where: { trustId, supplierId, state: 'waiting' } })
  if (waits && sameAddress(waits.toEmail, asked.email)) return
  if (waits)
    await endAddressChange(tx, act, { ...waits, state: 'withdrawn', comment: 'Another address was asked for.' })
  const id = act.newId()
  const data = { fromChannel: asked.stands.channel, fromEmail: asked.stands.orderEmail, toEmail: asked.email }
  await tx.orderAddressChange.create({
    data: { trustId, id, supplierId, ...data, reason: asked.reason, askedBy: by, askedAt: act.now, state: 'waiting' },
  })
  audit(tx, {
    document: 'supplier',
    id: supplierId,
    verb: 'ORDER_ADDRESS_ASKED',
    data: { changeId: id, ...data, reason: asked.reason },
  })
}

/** Ends a change that waits, on the record; false where it waits no more. */
export async function endAddressChange(
  tx: Tx,
  act: Act,
  change: {
    id: string
    supplierId: string
    toEmail: string
    state: 'agreed' | 'refused' | 'withdrawn'
    comment: string
  },
): Promise<boolean> {
  const { id, supplierId, toEmail, state, comment } = change
  const { count } = await tx.orderAddressChange.updateMany({
    where: { trustId: act.actor.trustId, id, state: 'waiting' },
    data: { state, comment, decidedBy: personOf(act.actor), decidedAt: act.now },
  })
  if (count === 0) return false
  const verb = {
    agreed: 'ORDER_ADDRESS_AGREED',
    refused: 'ORDER_ADDRESS_REFUSED',
    withdrawn: 'ORDER_ADDRESS_TAKEN_BACK',
  }[state]
  audit(tx, { document: 'supplier', id: supplierId, verb, data: { changeId: id, toEmail, comment } })
  return true
}
