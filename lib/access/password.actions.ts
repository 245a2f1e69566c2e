'use server'

import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'next/navigation'
import { type ActionAnswer, FORM_FIELDS } from '#lib/action-answer.ts'
import type { Refusal } from '#lib/refusal.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid, systemIds } from '#lib/values/ids.ts'
import { changePassword } from './change-password.command.ts'
import { passwordForm } from './password.schema.ts'
import { currentSession, giveSession, sessionIdOfRequest } from './session.ts'

const newId = systemIds(systemClock)

/** Changes the password of whoever is signed in; open to a one-time password too, which opens nothing else. */
export async function changePasswordAction(_previous: ActionAnswer, form: FormData): Promise<ActionAnswer> {
  const session = await currentSession()
  const sessionId = await sessionIdOfRequest()
  if (!session || !sessionId) return refused({ code: 'SIGNED_OUT' })
  if (form.get(FORM_FIELDS.trustId) !== session.actor.trustId) return refused({ code: 'WRONG_TRUST' })
  const key = String(form.get(FORM_FIELDS.commandKey) ?? '')
  if (!isUuid(key)) return refused({ code: 'KEY_REUSED' })
  const parsed = parseWithZod(form, { schema: passwordForm })
  if (parsed.status !== 'success') {
    const errors = Object.entries(parsed.error ?? {}).flatMap(([field, messages]) =>
      (messages ?? []).slice(0, 1).map((message) => ({ field, message })),
    )
    return { kind: 'invalid', errors, values: {} }
  }
  const act = { actor: session.actor, now: systemClock(), newId, key }
  const opened = await changePassword(act, session, sessionId, parsed.value)
  if (!opened.ok) return refused(opened.refusal)
  await giveSession(opened.value)
  redirect(session.oneTime ? '/' : '/settings?done=password')
}

/** No password travels back: its fields are empty again. */
function refused(refusal: Refusal): ActionAnswer {
  if (refusal.code === 'INVALID') return { kind: 'invalid', errors: [...refusal.errors], values: {} }
  return { kind: 'refused', code: refusal.code, ...wordsFor(refusal), values: {} }
}
