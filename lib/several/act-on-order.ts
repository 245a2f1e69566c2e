import type { Act } from '#lib/access/actor.ts'
import { keyOf } from '#lib/key-of.ts'
import { deleteDraft } from '#lib/orders/raise/delete-draft.command.ts'
import { restoreDraft } from '#lib/orders/raise/restore-draft.command.ts'
import { submitOrder } from '#lib/orders/raise/submit-order.command.ts'
import { cancelOrder } from '#lib/orders/track/cancel-order.command.ts'
import { closeOrder } from '#lib/orders/track/close-order.command.ts'
import { shortCloseLine } from '#lib/orders/track/short-close-line.command.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mergedOutcome, outcomeOf } from './outcome.rules.ts'
import type { ActOnSeveral, SeveralOutcome } from './several.schema.ts'

type OnOne = Pick<ActOnSeveral, 'act' | 'reason'> & ActOnSeveral['orders'][number]

/**
 * Does an act of several to one order, by the order's own command in a transaction of its own: what stands in the way of
 * one is in the way of no other. Its key is made of the act's key and the order, so that a portion sent again does nothing
 * twice, and goes on where it was cut off.
 */
export async function actOnOrder(several: Act, { act: verb, reason, lines, ...order }: OnOne): Promise<SeveralOutcome> {
  const { number, version } = order
  const act = { ...several, key: keyOf(several.key, verb, number) }
  switch (verb) {
    case 'submit': {
      const done = await submitOrder(act, { ...order, unusualConfirmed: false })
      const passed = done.ok && done.value.orders.every((one) => one.passed)
      return outcomeOf(number, done, passed ? 'Submitted; nobody has to agree' : 'Submitted; awaits approval')
    }
    case 'delete':
      return outcomeOf(number, await deleteDraft(act, order), 'Deleted')
    case 'restore':
      return outcomeOf(number, await restoreDraft(act, { number }), 'Brought back')
    case 'cancel': {
      const done = await cancelOrder(act, { number, version, reason })
      const asked = done.ok && done.value.how === 'ask_supplier'
      return outcomeOf(number, done, asked ? 'The supplier is asked to cancel it' : 'Cancelled')
    }
    case 'close':
      return outcomeOf(number, await closeOrder(act, { number, version }), 'Closed')
    case 'short_close': {
      const results: Result<{ how: 'at_once' | 'ask_supplier' }>[] = []
      for (const lineId of lines) {
        const key = keyOf(act.key, verb, lineId)
        const done = await shortCloseLine({ ...act, key }, { number, version, lineId, reason })
        results.push(done.ok ? ok({ how: done.value.how }) : done)
      }
      if (results.length === 0) results.push(refuse({ code: 'NOTHING_OUTSTANDING' }))
      return mergedOutcome(number, results)
    }
  }
}
