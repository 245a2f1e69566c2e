'use server'

import { action } from '#lib/action.ts'
import { countForm } from './count.schema.ts'
import { recordStockCount } from './record-stock-count.command.ts'

export const recordStockCountAction = action({
  id: 'recordStockCount',
  schema: countForm,
  run: recordStockCount,
  done: (_, { vmpId }) => ({ redirectTo: `/catalogue/${vmpId}?saved=count` }),
})
