'use server'

import { action } from '#lib/action.ts'
import { correctEmailForm, correctNameForm } from './correct.schema.ts'
import { correctEmail, correctName } from './correct-person.command.ts'

export const correctNameAction = action({
  id: 'correctName',
  schema: correctNameForm,
  run: correctName,
  done: ({ personId }) => ({ redirectTo: `/settings/people/${personId}?saved=name` }),
})

export const correctEmailAction = action({
  id: 'correctEmail',
  schema: correctEmailForm,
  run: correctEmail,
  done: ({ personId, requestId }) => ({
    redirectTo: requestId
      ? `/settings/people/requests/${requestId}?done=second`
      : `/settings/people/${personId}?saved=email`,
  }),
})
