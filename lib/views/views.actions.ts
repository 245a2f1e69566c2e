'use server'

import { action } from '#lib/action.ts'
import { changeView } from './change-view.command.ts'
import { removeView } from './remove-view.command.ts'
import { restoreView } from './restore-view.command.ts'
import { saveView } from './save-view.command.ts'
import { changeViewForm, removedView, saveViewForm, viewAt } from './saved-view.schema.ts'

export const saveViewAction = action({
  id: 'saveView',
  schema: saveViewForm,
  run: saveView,
  done: ({ href }) => ({ redirectTo: href }),
})

export const changeViewAction = action({
  id: 'changeView',
  schema: changeViewForm,
  run: changeView,
  done: () => ({ redirectTo: '/settings/views?saved=1' }),
})

export const removeViewAction = action({
  id: 'removeView',
  schema: viewAt,
  run: removeView,
  done: ({ viewId }) => ({ redirectTo: `/settings/views?removed=${viewId}` }),
})

export const restoreViewAction = action({
  id: 'restoreView',
  schema: removedView,
  run: restoreView,
  done: () => ({ redirectTo: '/settings/views?saved=back' }),
})
