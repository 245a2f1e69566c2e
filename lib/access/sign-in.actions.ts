'use server'

import { parseWithZod } from '@conform-to/zod/v4'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type ActionAnswer, type FieldError, typedValues } from '#lib/action-answer.ts'
import type { Refusal } from '#lib/refusal.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { cleanForm } from '#lib/typed.ts'
import { systemClock } from '#lib/values/clock.ts'
import { demoPassword } from './demo.ts'
import { nextPath } from './next-path.rules.ts'
import { addressOfRequest, deviceOfRequest, dropSession, giveSignedIn, sessionIdOfRequest } from './session.ts'
import { mayCarrySession } from './session-token.ts'
import { signIn } from './sign-in.command.ts'
import { signInForm } from './sign-in.schema.ts'

/** Signs in with e-mail and password and goes to the page that was asked for. */
export async function signInAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const parsed = parseWithZod(form, { schema: signInForm })
  if (parsed.status !== 'success') {
    const errors: FieldError[] = Object.entries(parsed.error ?? {}).flatMap(([field, messages]) =>
      (messages ?? []).slice(0, 1).map((message) => ({ field, message })),
    )
    return { kind: 'invalid', errors, values: typedValues(form, ['password']) }
  }
  return enter(parsed.value, form)
}

/** Signs in as one of the demo's people, where there is a demo. */
export async function demoSignInAction(form: FormData): Promise<void> {
  const email = form.get('email')
  const password = demoPassword()
  if (password !== null && typeof email === 'string') await enter({ email, password }, form)
  redirect('/sign-in?failed=1')
}

/** Signs out: the session ends at once, here and in every tab. */
export async function signOutAction(): Promise<void> {
  await dropSession()
  redirect('/sign-in?signedOut=1')
}

async function enter(given: { email: string; password: string }, form: FormData): Promise<ActionAnswer> {
  if (!mayCarrySession((await headers()).get('host'))) return refused({ code: 'INSECURE_ADDRESS' }, form)
  const from = {
    before: await sessionIdOfRequest(),
    address: await addressOfRequest(),
    device: await deviceOfRequest(),
  }
  const signed = await signIn(given, systemClock(), from)
  if (!signed.ok) return refused(signed.refusal, form)
  redirect(await giveSignedIn(signed.value, nextPath(form.get('next'))))
}

function refused(refusal: Refusal, form: FormData): ActionAnswer {
  return { kind: 'refused', code: refusal.code, ...wordsFor(refusal), values: typedValues(form, ['password']) }
}
