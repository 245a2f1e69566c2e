'use server'

import { action } from '#lib/action.ts'
import { checkSample } from './check-sample.command.ts'
import { checkSampleForm } from './sample.schema.ts'

export const checkSampleAction = action({
  id: 'checkSample',
  schema: checkSampleForm,
  run: checkSample,
  done: () => ({ redirectTo: '/approvals/sample?done=checked' }),
})
