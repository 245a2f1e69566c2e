'use server'

import { action } from '#lib/action.ts'
import { fillFromTemplate } from './fill-from-template.command.ts'
import { makeTemplate } from './make-template.command.ts'
import { removeTemplate } from './remove-template.command.ts'
import { restoreTemplate } from './restore-template.command.ts'
import { saveTemplate } from './save-template.command.ts'
import { makeTemplateForm, saveTemplateForm, templateAt, templateNamed } from './template.schema.ts'

export const makeTemplateAction = action({
  id: 'makeTemplate',
  schema: makeTemplateForm,
  run: makeTemplate,
  done: ({ templateId }) => ({ redirectTo: `/orders/templates/${templateId}?saved=1` }),
})

export const saveTemplateAction = action({
  id: 'saveTemplate',
  schema: saveTemplateForm,
  run: saveTemplate,
  done: ({ templateId }) => ({ redirectTo: `/orders/templates/${templateId}?saved=1` }),
})

export const removeTemplateAction = action({
  id: 'removeTemplate',
  schema: templateAt,
  run: removeTemplate,
  done: ({ templateId }) => ({ redirectTo: `/orders/templates?removed=${templateId}` }),
})

export const restoreTemplateAction = action({
  id: 'restoreTemplate',
  schema: templateNamed,
  run: restoreTemplate,
  done: ({ templateId }) => ({ redirectTo: `/orders/templates/${templateId}?saved=back` }),
})

export const fillFromTemplateAction = action({
  id: 'fillFromTemplate',
  schema: templateNamed,
  run: fillFromTemplate,
  done: ({ padId }) => ({ redirectTo: `/orders/new/${padId}` }),
})
