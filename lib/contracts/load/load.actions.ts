'use server'

import { action } from '#lib/action.ts'
import { dropFile } from '#lib/catalogue/load/drop-file.command.ts'
import { stagedForm, stageForm } from '#lib/catalogue/load/load.schema.ts'
import { loadPacks } from '#lib/catalogue/load/load-packs.command.ts'
import { stageFile } from '#lib/catalogue/load/stage-file.command.ts'
import { loadContracts } from './load-contracts.command.ts'

const after = ({ loadId }: { loadId: string | null }) => ({
  redirectTo: loadId === null ? '/settings/loads?done=unchanged' : `/settings/loads/${loadId}?done=loaded`,
})

export const stageFileAction = action({
  id: 'stageFile',
  schema: stageForm,
  run: stageFile,
  done: ({ stageId }) => ({ redirectTo: `/settings/loads/${stageId}` }),
})

export const dropFileAction = action({
  id: 'dropFile',
  schema: stagedForm,
  run: dropFile,
  done: () => ({ redirectTo: '/settings/loads?done=dropped' }),
})

export const loadPacksAction = action({ id: 'loadPacks', schema: stagedForm, run: loadPacks, done: after })

export const loadContractsAction = action({ id: 'loadContracts', schema: stagedForm, run: loadContracts, done: after })
