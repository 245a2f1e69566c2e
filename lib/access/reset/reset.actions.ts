'use server'

import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import { refuseRequest, withdrawRequest } from '#lib/access/consent/refuse-request.command.ts'
import { action } from '#lib/action.ts'
import { agreeReset } from './agree-reset.command.ts'
import { askReset } from './ask-reset.command.ts'
import { askResetForm, refuseRequestForm, requestForm } from './reset.schema.ts'
import { takeHalf } from './take-half.command.ts'

export const askResetAction = action({
  id: 'askReset',
  schema: askResetForm,
  run: askReset,
  done: ({ requestId }) => ({ redirectTo: `/settings/people/requests/${requestId}?done=asked` }),
})

export const agreeResetAction = action({
  id: 'agreeReset',
  schema: requestForm,
  run: agreeReset,
  done: ({ name, half }) => ({
    message: `Agreed. ${name} is signed out everywhere, and their API tokens are over. Whoever asked gives them the first half. The second half of the one-time password is shown only now; give it to them yourself:`,
    shown: half,
  }),
})

export const agreeRolesAction = action({
  id: 'agreeRoles',
  schema: requestForm,
  run: agreeRoles,
  done: (_, { requestId }) => ({ redirectTo: `/settings/people/requests/${requestId}?done=agreed` }),
})

export const takeHalfAction = action({
  id: 'takeHalf',
  schema: requestForm,
  run: takeHalf,
  done: ({ name, half }) => ({
    message: `The first half of the one-time password of ${name}, the hyphen at its end included, is shown only now. Give it to them yourself; the second half comes from who agreed:`,
    shown: half,
  }),
})

export const refuseRequestAction = action({
  id: 'refuseRequest',
  schema: refuseRequestForm,
  run: refuseRequest,
  done: (_, { requestId }) => ({ redirectTo: `/settings/people/requests/${requestId}?done=refused` }),
})

export const withdrawRequestAction = action({
  id: 'withdrawRequest',
  schema: requestForm,
  run: withdrawRequest,
  done: (_, { requestId }) => ({ redirectTo: `/settings/people/requests/${requestId}?done=withdrawn` }),
})
