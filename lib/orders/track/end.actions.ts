'use server'

import { action } from '#lib/action.ts'
import { answerChange } from './answer-change.command.ts'
import { cancelOrder } from './cancel-order.command.ts'
import { closeOrder } from './close-order.command.ts'
import { answerChangeInput, cancelOrderInput, closeOrderInput, shortCloseLineInput } from './end.schema.ts'
import { shortCloseLine } from './short-close-line.command.ts'

export const cancelOrderAction = action({
  id: 'cancelOrder',
  schema: cancelOrderInput,
  run: cancelOrder,
  done: ({ number }) => ({ redirectTo: `/orders/${number}` }),
})

export const closeOrderAction = action({
  id: 'closeOrder',
  schema: closeOrderInput,
  run: closeOrder,
  done: ({ number }) => ({ redirectTo: `/orders/${number}` }),
})

export const shortCloseLineAction = action({
  id: 'shortCloseLine',
  schema: shortCloseLineInput,
  run: shortCloseLine,
  done: ({ number }) => ({ redirectTo: `/orders/${number}` }),
})

export const answerChangeAction = action({
  id: 'answerChange',
  schema: answerChangeInput,
  run: answerChange,
  done: ({ number }) => ({ redirectTo: `/orders/${number}` }),
})
