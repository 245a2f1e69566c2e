'use server'

import { action } from '#lib/action.ts'
import { copyOrder } from './copy-order.command.ts'
import { discardPad } from './discard-pad.command.ts'
import { openPad } from './open-pad.command.ts'
import { copyOrderInput, discardedPad, openPadInput, padAtEdit, reopenInput, submitPadInput } from './pad.schema.ts'
import { reopenReturned } from './reopen-returned.command.ts'
import { restorePad } from './restore-pad.command.ts'
import { submitPad } from './submit-pad.command.ts'
import { takePrices } from './take-prices.command.ts'

export const openPadAction = action({
  id: 'openPad',
  schema: openPadInput,
  run: openPad,
  done: ({ padId }) => ({ redirectTo: `/orders/new/${padId}` }),
})

export const discardPadAction = action({
  id: 'discardPad',
  schema: padAtEdit,
  run: discardPad,
  done: (_, { padId }) => ({ redirectTo: `/orders?deleted=${padId}` }),
})

export const restorePadAction = action({
  id: 'restorePad',
  schema: discardedPad,
  run: restorePad,
  done: ({ padId }) => ({ redirectTo: `/orders/new/${padId}` }),
})

export const submitPadAction = action({
  id: 'submitPad',
  schema: submitPadInput,
  run: submitPad,
  done: (_, { padId }) => ({ redirectTo: `/orders/new/${padId}/done` }),
})

export const takePricesAction = action({
  id: 'takePrices',
  schema: padAtEdit,
  run: takePrices,
  done: (_, { padId }) => ({ redirectTo: `/orders/new/${padId}/check` }),
})

export const reopenReturnedAction = action({
  id: 'reopenReturned',
  schema: reopenInput,
  run: reopenReturned,
  done: ({ padId }) => ({ redirectTo: `/orders/new/${padId}` }),
})

export const copyOrderAction = action({
  id: 'copyOrder',
  schema: copyOrderInput,
  run: copyOrder,
  done: ({ padId }) => ({ redirectTo: `/orders/new/${padId}` }),
})
