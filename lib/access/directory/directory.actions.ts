'use server'

import { action } from '#lib/action.ts'
import { admitWaitingForm, directoryForm, joinWaitingForm, refuseWaitingForm, unlinkForm } from './directory.schema.ts'
import { admitFromDirectory, joinFromDirectory, refuseFromDirectory, unlinkFromDirectory } from './let-in.command.ts'
import { saveDirectory } from './save-directory.command.ts'

const PAGE = '/settings/directory'

export const saveDirectoryAction = action({
  id: 'saveDirectory',
  schema: directoryForm,
  run: saveDirectory,
  done: ({ requestId }) => ({
    redirectTo: requestId ? `/settings/people/requests/${requestId}?done=second` : `${PAGE}?saved=1`,
  }),
})

export const joinFromDirectoryAction = action({
  id: 'joinFromDirectory',
  schema: joinWaitingForm,
  run: joinFromDirectory,
  done: () => ({ redirectTo: `${PAGE}?saved=joined` }),
})

export const admitFromDirectoryAction = action({
  id: 'admitFromDirectory',
  schema: admitWaitingForm,
  run: admitFromDirectory,
  done: () => ({ redirectTo: `${PAGE}?saved=admitted` }),
})

export const refuseFromDirectoryAction = action({
  id: 'refuseFromDirectory',
  schema: refuseWaitingForm,
  run: refuseFromDirectory,
  done: () => ({ redirectTo: `${PAGE}?saved=refused` }),
})

export const unlinkFromDirectoryAction = action({
  id: 'unlinkFromDirectory',
  schema: unlinkForm,
  run: unlinkFromDirectory,
  done: () => ({ redirectTo: `${PAGE}?saved=unlinked` }),
})
