'use server'

import { action } from '#lib/action.ts'
import { addLocalCode } from './add-local-code.command.ts'
import { endLocalCode } from './end-local-code.command.ts'
import { addLocalCodeForm, endLocalCodeForm } from './local-code.schema.ts'

export const addLocalCodeAction = action({
  id: 'addLocalCode',
  schema: addLocalCodeForm,
  run: addLocalCode,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/codes?saved=added` }),
})

export const endLocalCodeAction = action({
  id: 'endLocalCode',
  schema: endLocalCodeForm,
  run: endLocalCode,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/codes?saved=ended` }),
})
