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
    message: `Agreed. The second half of the one-time password of ${name} is ${half}. It is shown only now: give it to them yourself. Whoever asked gives them the first half. They are signed out everywhere.`,
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
    message: `The first half of the one-time password of ${name} is ${half} with the hyphen at its end. It is shown only now: give it to them yourself. The second half comes from who agreed.`,
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
