'use server'

import { action } from '#lib/action.ts'
import { cancelLoad } from './cancel-load.command.ts'
import { chooseFile } from './choose-file.command.ts'
import { chooseSheet } from './choose-sheet.command.ts'
import { confirmLoad } from './confirm-load.command.ts'
import { chooseForm, columnsForm, confirmForm, loadForm, sheetForm } from './load.schema.ts'
import { sayColumns } from './say-columns.command.ts'
import { undoLoad } from './undo-load.command.ts'

const toLoad = ({ loadId }: { loadId: string }) => ({ redirectTo: `/settings/loads/${loadId}` })

export const chooseFileAction = action({
  id: 'chooseFile',
  schema: chooseForm,
  run: async (act, { kind, file }) =>
    chooseFile(act, { kind, fileName: file.name, content: new Uint8Array(await file.arrayBuffer()) }),
  done: toLoad,
})

export const sayColumnsAction = action({ id: 'sayColumns', schema: columnsForm, run: sayColumns, done: toLoad })

export const chooseSheetAction = action({ id: 'chooseSheet', schema: sheetForm, run: chooseSheet, done: toLoad })

export const confirmLoadAction = action({ id: 'confirmLoad', schema: confirmForm, run: confirmLoad, done: toLoad })

export const cancelLoadAction = action({
  id: 'cancelLoad',
  schema: loadForm,
  run: cancelLoad,
  done: () => ({ redirectTo: '/settings/loads?done=cancelled' }),
})

export const undoLoadAction = action({ id: 'undoLoad', schema: loadForm, run: undoLoad, done: toLoad })
