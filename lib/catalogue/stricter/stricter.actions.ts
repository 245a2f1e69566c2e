'use server'

import { action } from '#lib/action.ts'
import { endStricter } from './end-stricter.command.ts'
import { setStricter } from './set-stricter.command.ts'
import { endStricterForm, setStricterForm } from './stricter.schema.ts'

export const setStricterAction = action({
  id: 'setStricter',
  schema: setStricterForm,
  run: setStricter,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/stricter?saved=set` }),
})

export const endStricterAction = action({
  id: 'endStricter',
  schema: endStricterForm,
  run: endStricter,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/stricter?saved=ended` }),
})
