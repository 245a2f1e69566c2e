'use server'

import { action } from '#lib/action.ts'
import { formatCounted } from '#lib/values/format.ts'
import { addPerson } from './add-person.command.ts'
import { changeRoles, leaveTrust } from './change-roles.command.ts'
import { endSessions } from './end-sessions.command.ts'
import { joinTrust } from './join-trust.command.ts'
import { handOverWork } from './leavers/hand-over-work.command.ts'
import { handOverForm, leaveForm, leavingForm } from './leavers/leavers.schema.ts'
import { dropLeavingDay, setLeavingDay } from './leavers/set-leaving.command.ts'
import { addPersonForm, changeRolesForm, joinTrustForm, personForm } from './person.schema.ts'

const ALONE =
  'A role like this takes a second person. Nobody else here can agree yet, so you gave it alone; it is listed for the auditor. '

export const addPersonAction = action({
  id: 'addPerson',
  schema: addPersonForm,
  run: addPerson,
  done: ({ password, code, hours, alone, requestId }, { name, email }) => ({
    ...(requestId ? { redirectTo: `/settings/people/requests/${requestId}?done=new` } : {}),
    ...(code ? { shown: code } : password ? { shown: password } : {}),
    message: `${alone ? ALONE : ''}${
      code
        ? `${email} has an account with another trust. They sign in there, and enter a code under Settings, Join another trust, within 14 days. Give ${name} this code yourself; it is shown only now:`
        : password
          ? `${name} is added. They sign in as ${email} and choose a password of their own. Give them this one-time password yourself; it works for ${formatCounted(hours, 'hour')}, and is shown only now:`
          : `${name} is added. They have an account already and sign in as ${email} with the password they have.`
    }`,
  }),
})

export const joinTrustAction = action({
  id: 'joinTrust',
  schema: joinTrustForm,
  run: joinTrust,
  done: () => ({ redirectTo: '/settings?done=joined' }),
})

export const changeRolesAction = action({
  id: 'changeRoles',
  schema: changeRolesForm,
  run: changeRoles,
  done: ({ personId, requestId }, { roles }) => ({
    redirectTo: requestId
      ? `/settings/people/requests/${requestId}?done=${roles.includes('admin') ? 'asked' : 'second'}`
      : `/settings/people/${personId}?saved=roles`,
  }),
})

export const leaveTrustAction = action({
  id: 'leaveTrust',
  schema: leaveForm,
  run: leaveTrust,
  done: ({ requestId }) => ({
    redirectTo: requestId ? `/settings/people/requests/${requestId}?done=second` : '/settings/people?saved=left',
  }),
})

export const setLeavingDayAction = action({
  id: 'setLeavingDay',
  schema: leavingForm,
  run: setLeavingDay,
  done: ({ personId }) => ({ redirectTo: `/settings/people/${personId}?saved=leaving` }),
})

export const handOverWorkAction = action({
  id: 'handOverWork',
  schema: handOverForm,
  run: handOverWork,
  done: ({ personId }) => ({ redirectTo: `/settings/people/${personId}?saved=handed` }),
})

export const dropLeavingDayAction = action({
  id: 'dropLeavingDay',
  schema: personForm,
  run: dropLeavingDay,
  done: ({ personId }) => ({ redirectTo: `/settings/people/${personId}?saved=stays` }),
})

export const endSessionsAction = action({
  id: 'endSessions',
  schema: personForm,
  run: endSessions,
  done: ({ name, ended }) => ({
    message: ended === 0 ? `${name} was not signed in.` : `${name} is signed out of ${formatCounted(ended, 'place')}.`,
  }),
})
