'use server'

import { action } from '#lib/action.ts'
import { cancelRelease } from './cancel-release.command.ts'
import { chooseRelease } from './choose-release.command.ts'
import { cancelForm, currentForm, releaseForm } from './dictionary.schema.ts'
import { makeCurrent } from './make-current.command.ts'

const toRelease = ({ releaseId }: { releaseId: string }) => ({ redirectTo: `/settings/dictionary/${releaseId}` })

export const chooseReleaseAction = action({
  id: 'chooseRelease',
  schema: releaseForm,
  run: async (act, { release, supplement }) => {
    const chosen = [release, ...(supplement && supplement.size > 0 ? [supplement] : [])]
    const files = await Promise.all(
      chosen.map(async (file) => ({ fileName: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
    )
    return chooseRelease(act, { files })
  },
  done: toRelease,
})

export const makeDictionaryCurrentAction = action({
  id: 'makeDictionaryCurrent',
  schema: currentForm,
  run: makeCurrent,
  done: toRelease,
})

export const cancelReleaseAction = action({
  id: 'cancelRelease',
  schema: cancelForm,
  run: cancelRelease,
  done: () => ({ redirectTo: '/settings/dictionary?done=cancelled' }),
})
