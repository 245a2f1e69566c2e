'use server'

import { action } from '#lib/action.ts'
import { askForData } from './ask-for-data.command.ts'
import { askForDataForm } from './data.schema.ts'

export const askForDataAction = action({
  id: 'askForData',
  schema: askForDataForm,
  run: askForData,
  done: () => ({ redirectTo: '/files?saved=asked' }),
})
