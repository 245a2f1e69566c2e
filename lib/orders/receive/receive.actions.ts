'use server'

import { action } from '#lib/action.ts'
import { decideOverDelivery } from './decide-over-delivery.command.ts'
import { decideQuarantine } from './decide-quarantine.command.ts'
import { enterCdRegister } from './enter-cd-register.command.ts'
import {
  decideOverDeliveryInput,
  decideQuarantineInput,
  enterCdRegisterInput,
  reverseReceiptInput,
} from './receive.schema.ts'
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

export const enterCdRegisterAction = action({
  id: 'enterCdRegister',
  schema: enterCdRegisterInput,
  run: enterCdRegister,
  done: ({ receiptNumber }) => ({ redirectTo: `/deliveries/${receiptNumber}` }),
})

export const decideQuarantineAction = action({
  id: 'decideQuarantine',
  schema: decideQuarantineInput,
  run: decideQuarantine,
  done: ({ receiptNumber }) => ({ redirectTo: `/deliveries/${receiptNumber}` }),
})
