'use server'

import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import { agreeChange } from '#lib/access/consent/agree-change.command.ts'
import { agreePerson } from '#lib/access/consent/agree-person.command.ts'
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

export const agreePersonAction = action({
  id: 'agreePerson',
  schema: requestForm,
  run: agreePerson,
  done: ({ name, half, joins }) => ({
    message: half
      ? `Agreed. Whoever asked gives ${name} the first half of ${joins ? 'the code to join by, which they enter under Settings, Join another trust' : 'their one-time password'}. The second half is shown only now; give it to them yourself:`
      : `Agreed. ${name} has an account here and signs in with the password they have.`,
    ...(half ? { shown: half } : {}),
  }),
})

export const agreeChangeAction = action({
  id: 'agreeChange',
  schema: requestForm,
  run: agreeChange,
  done: (_, { requestId }) => ({ redirectTo: `/settings/people/requests/${requestId}?done=agreedChange` }),
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
