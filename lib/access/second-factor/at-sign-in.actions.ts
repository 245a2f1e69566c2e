'use server'

import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'next/navigation'
import type { ActionAnswer } from '#lib/action-answer.ts'
import type { Result } from '#lib/result.ts'
import { cleanForm } from '#lib/typed.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import type { HalfAct } from '../half-sign-in-record.store.ts'
import { nextPath } from '../next-path.rules.ts'
import { answerTo } from '../own-answer.ts'
import { deviceOfRequest, giveSession, halfIdOfRequest, layDownCodes, sessionIdOfRequest } from '../session.ts'
import { codeForm } from './code.schema.ts'
import { enterCode } from './enter-code.command.ts'
import { setUpAtSignIn } from './set-up-second-factor.command.ts'

const newId = systemIds(systemClock)

/** Takes the code after the password, and goes to the page that was asked for. */
export async function enterCodeAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const opened = await typedCode(form, enterCode)
  if ('kind' in opened) return opened
  await giveSession(opened)
  redirect(nextPath(form.get('next')))
}

/** Confirms a second factor that the trust asks for, and shows the recovery codes. */
export async function setUpAtSignInAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const done = await typedCode(form, setUpAtSignIn)
  if ('kind' in done) return done
  await giveSession(done.opened)
  await layDownCodes(done.codes)
  redirect(`/settings/second-factor/codes?next=${encodeURIComponent(nextPath(form.get('next')))}`)
}

async function typedCode<T extends object>(
  form: FormData,
  run: (act: HalfAct, code: string) => Promise<Result<T>>,
): Promise<ActionAnswer | T> {
  const parsed = parseWithZod(form, { schema: codeForm })
  if (parsed.status !== 'success') {
    const message = parsed.error?.code?.[0] ?? 'Enter the code'
    return answerTo({ code: 'INVALID', errors: [{ field: 'code', message }] }, form)
  }
  const halfId = await halfIdOfRequest()
  if (!halfId) return answerTo({ code: 'HALF_OVER' }, form)
  const act = {
    ...{ halfId, now: systemClock(), newId },
    ...{ device: await deviceOfRequest(), before: await sessionIdOfRequest() },
  }
  const result = await run(act, parsed.value.code)
  return result.ok ? result.value : answerTo(result.refusal, form)
}
