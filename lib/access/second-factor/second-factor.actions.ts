'use server'

import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'next/navigation'
import type { ActionAnswer } from '#lib/action-answer.ts'
import type { Result } from '#lib/result.ts'
import { cleanForm } from '#lib/typed.ts'
import { nextPath } from '../next-path.rules.ts'
import { type OwnAct, ownAct } from '../own-act.ts'
import { answerTo } from '../own-answer.ts'
import type { ActionId } from '../registry.ts'
import { dropSession, giveSession, giveSignedIn, layDownCodes, putAwayCodes } from '../session.ts'
import { codeForm } from './code.schema.ts'
import { removeSecondFactor, renewRecoveryCodes } from './remove-second-factor.command.ts'
import { confirmSecondFactor, startSecondFactor } from './set-up-second-factor.command.ts'

const PAGE = '/settings/second-factor'

/** Begins setting up one's second factor; the page shows its key from now on. */
export async function startSecondFactorAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const who = await ownAct('startSecondFactor', form)
  if (!who.ok) return answerTo(who.refusal, form)
  const started = await startSecondFactor(who.value.act, who.value.session)
  return started.ok ? redirect(PAGE) : answerTo(started.refusal, form)
}

/** Confirms it with a code, and shows the recovery codes. */
export async function confirmSecondFactorAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const done = await withCode('confirmSecondFactor', form, ({ act, session }, code) =>
    confirmSecondFactor(act, session, code),
  )
  if (!done.ok) return answerTo(done.refusal, form)
  await giveSession(done.value.opened)
  await layDownCodes(done.value.codes)
  redirect(`${PAGE}/codes`)
}

/** Takes it away; where the trust asks for one, it leads to setting up another. */
export async function removeSecondFactorAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const done = await withCode('removeSecondFactor', form, ({ act, session }, code) =>
    removeSecondFactor(act, session, code),
  )
  if (!done.ok) return answerTo(done.refusal, form)
  if (done.value.stage !== 'open') await dropSession()
  redirect(await giveSignedIn(done.value, `${PAGE}?done=removed`))
}

/** New recovery codes in place of those before. */
export async function renewRecoveryCodesAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const done = await withCode('renewRecoveryCodes', form, ({ act, session }, code) =>
    renewRecoveryCodes(act, session, code),
  )
  if (!done.ok) return answerTo(done.refusal, form)
  await layDownCodes(done.value)
  redirect(`${PAGE}/codes`)
}

/** The recovery codes are kept somewhere: they are not shown again. */
export async function putCodesAwayAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const who = await ownAct('putCodesAway', form)
  if (!who.ok) return answerTo(who.refusal, form)
  await putAwayCodes()
  const next = nextPath(form.get('next'))
  redirect(next === '/' && form.get('next') !== '/' ? PAGE : next)
}

async function withCode<T>(
  id: ActionId,
  form: FormData,
  run: (who: OwnAct, code: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const who = await ownAct(id, form)
  if (!who.ok) return who
  const parsed = parseWithZod(form, { schema: codeForm })
  if (parsed.status === 'success') return run(who.value, parsed.value.code)
  const message = parsed.error?.code?.[0] ?? 'Enter the code'
  return { ok: false, refusal: { code: 'INVALID', errors: [{ field: 'code', message }] } }
}
