'use server'

import { action } from '#lib/action.ts'
import { endPrice } from './end-price.command.ts'
import { filePrice } from './file-price.command.ts'
import { endPriceForm, filePriceForm } from './on-file.schema.ts'

export const filePriceAction = action({
  id: 'filePrice',
  schema: filePriceForm,
  run: filePrice,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/prices?saved=filed` }),
})

export const endPriceAction = action({
  id: 'endPrice',
  schema: endPriceForm,
  run: endPrice,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/prices?saved=ended` }),
})
