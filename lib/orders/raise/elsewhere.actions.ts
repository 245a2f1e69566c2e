'use server'

import { action } from '#lib/action.ts'
import { orderElsewhereInput } from './elsewhere.schema.ts'
import { orderElsewhere } from './order-elsewhere.command.ts'

export const orderElsewhereAction = action({
  id: 'orderElsewhere',
  schema: orderElsewhereInput,
  run: orderElsewhere,
  done: ({ padId }) => ({ redirectTo: `/orders/new/${padId}` }),
})
