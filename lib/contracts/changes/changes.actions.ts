'use server'

import { action } from '#lib/action.ts'
import { approveChanges } from './approve-changes.command.ts'
import { changesForm, giveBackForm } from './changes.schema.ts'
import { proposeChanges } from './propose-changes.command.ts'
import { returnChanges } from './return-changes.command.ts'

const toChanges = ({ loadId }: { loadId: string }) => ({ redirectTo: `/contracts/changes/${loadId}` })

export const proposeChangesAction = action({
  id: 'proposeChanges',
  schema: changesForm,
  run: proposeChanges,
  done: toChanges,
})

export const approveChangesAction = action({
  id: 'approveChanges',
  schema: changesForm,
  run: approveChanges,
  done: toChanges,
})

export const returnChangesAction = action({
  id: 'returnChanges',
  schema: giveBackForm,
  run: returnChanges,
  done: toChanges,
})
