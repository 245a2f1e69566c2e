'use server'

import { action } from '#lib/action.ts'
import { decideOverDelivery } from './decide-over-delivery.command.ts'
import { decideOverDeliveryInput, reverseReceiptInput } from './receive.schema.ts'
import { reverseReceipt } from './reverse-receipt.command.ts'

export const reverseReceiptAction = action({
  id: 'reverseReceipt',
  schema: reverseReceiptInput,
  run: reverseReceipt,
  done: ({ receiptNumber }) => ({ redirectTo: `/deliveries/${receiptNumber}` }),
})

export const decideOverDeliveryAction = action({
  id: 'decideOverDelivery',
  schema: decideOverDeliveryInput,
  run: decideOverDelivery,
  done: ({ receiptNumber }) => ({ redirectTo: `/deliveries/${receiptNumber}` }),
})
