'use server'

import { action } from '#lib/action.ts'
import { chooseKeys } from './choose-keys.command.ts'
import { keyChoice } from './key-choice.schema.ts'

export const chooseKeysAction = action({
  id: 'chooseKeys',
  schema: keyChoice,
  run: chooseKeys,
  done: (_, { keys }) => ({ redirectTo: `/help/keys?saved=${keys}` }),
})
