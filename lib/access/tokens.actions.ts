'use server'

import { action } from '#lib/action.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'
import { makeToken } from './make-token.command.ts'
import { revokeToken } from './revoke-token.command.ts'
import { makeTokenForm, tokenForm } from './token.schema.ts'

export const makeTokenAction = action({
  id: 'makeToken',
  schema: makeTokenForm,
  run: makeToken,
  done: ({ text, expiresAt }) => ({
    message: `Copy the token now, it is not shown again. It works until ${formatDate(londonDate(expiresAt))}: ${text}`,
  }),
})

export const revokeTokenAction = action({
  id: 'revokeToken',
  schema: tokenForm,
  run: revokeToken,
  done: () => ({ redirectTo: '/settings/tokens?saved=revoked' }),
})
