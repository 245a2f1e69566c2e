'use server'

import { action } from '#lib/action.ts'
import { askForFile } from './ask-for-file.command.ts'
import { cancelFile } from './cancel-file.command.ts'
import { makeFileForm, oneFileForm } from './list-file.schema.ts'
import { removeFile } from './remove-file.command.ts'

export const askForFileAction = action({
  id: 'askForFile',
  schema: makeFileForm,
  run: askForFile,
  done: () => ({ redirectTo: '/files?saved=asked' }),
})

export const cancelFileAction = action({
  id: 'cancelFile',
  schema: oneFileForm,
  run: cancelFile,
  done: () => ({ redirectTo: '/files?saved=cancelled' }),
})

export const removeFileAction = action({
  id: 'removeFile',
  schema: oneFileForm,
  run: removeFile,
  done: () => ({ redirectTo: '/files?saved=removed' }),
})
