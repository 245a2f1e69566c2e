'use server'

import { action } from '#lib/action.ts'
import { acknowledgeByMessage } from './acknowledge-by-message.command.ts'
import { acknowledgeOrder } from './acknowledge-order.command.ts'
import { afterAnswer, afterDecision, afterMessage } from './after.rules.ts'
import { acknowledgeOrderInput, answerFileInput } from './answer.schema.ts'
import { resolveAnswerInput } from './resolve.schema.ts'
import { resolveAnswer } from './resolve-answer.command.ts'

export const acknowledgeOrderAction = action({
  id: 'acknowledgeOrder',
  schema: acknowledgeOrderInput,
  run: acknowledgeOrder,
  done: afterAnswer,
})

export const acknowledgeByMessageAction = action({
  id: 'acknowledgeByMessage',
  schema: answerFileInput,
  run: async (act, { message, ...order }) =>
    acknowledgeByMessage(act, { ...order, message: new Uint8Array(await message.arrayBuffer()) }),
  done: afterMessage,
})

export const resolveAnswerAction = action({
  id: 'resolveAnswer',
  schema: resolveAnswerInput,
  run: resolveAnswer,
  done: afterDecision,
})
