'use server'

import { action } from '#lib/action.ts'
import { endFormulary } from './end-formulary.command.ts'
import { endFormularyForm, setFormularyForm } from './formulary.schema.ts'
import { setFormulary } from './set-formulary.command.ts'

export const setFormularyAction = action({
  id: 'setFormulary',
  schema: setFormularyForm,
  run: setFormulary,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/formulary?saved=set` }),
})

export const endFormularyAction = action({
  id: 'endFormulary',
  schema: endFormularyForm,
  run: endFormulary,
  done: ({ vmpId }) => ({ redirectTo: `/catalogue/${vmpId}/formulary?saved=ended` }),
})
