'use server'

import { action } from '#lib/action.ts'
import { formatCounted } from '#lib/values/format.ts'
import { approveUnlicensed } from './approve-unlicensed.command.ts'
import { recordManualSending } from './record-manual-sending.command.ts'
import { resendOrder } from './resend-order.command.ts'
import {
  approveUnlicensedInput,
  manualSendingInput,
  resendInput,
  sendHeldInput,
  settleInput,
  signRequisitionInput,
  writeRequisitionInput,
} from './send.schema.ts'
import { sendHeldOrder } from './send-held-order.command.ts'
import { settleTransmission } from './settle-transmission.command.ts'
import { signRequisition } from './sign-requisition.command.ts'
import { writeRequisition } from './write-requisition.command.ts'

export const recordManualSendingAction = action({
  id: 'recordManualSending',
  schema: manualSendingInput,
  run: recordManualSending,
  done: ({ number }) => ({ redirectTo: `/orders/${number}` }),
})

export const resendOrderAction = action({
  id: 'resendOrder',
  schema: resendInput,
  run: resendOrder,
  done: ({ number }) => ({ redirectTo: `/orders/${number}/send` }),
})

export const settleTransmissionAction = action({
  id: 'settleTransmission',
  schema: settleInput,
  run: settleTransmission,
  done: ({ number }) => ({ redirectTo: `/orders/${number}/send` }),
})

export const sendHeldOrderAction = action({
  id: 'sendHeldOrder',
  schema: sendHeldInput,
  run: sendHeldOrder,
  done: ({ number }) => ({ redirectTo: `/orders/${number}/send` }),
})

export const writeRequisitionAction = action({
  id: 'writeRequisition',
  schema: writeRequisitionInput,
  run: writeRequisition,
  done: (_, { number }) => ({ redirectTo: `/orders/${number}/send` }),
})

export const signRequisitionAction = action({
  id: 'signRequisition',
  schema: signRequisitionInput,
  run: signRequisition,
  done: ({ number }) => ({ redirectTo: `/orders/${number}/send` }),
})

export const approveUnlicensedAction = action({
  id: 'approveUnlicensed',
  schema: approveUnlicensedInput,
  run: approveUnlicensed,
  done: ({ approval, queued }) => ({
    message: `Approved as ${approval}. ${queued.length === 0 ? 'No order leaves by that yet.' : `${formatCounted(queued.length, 'order')} on the way.`}`,
  }),
})
