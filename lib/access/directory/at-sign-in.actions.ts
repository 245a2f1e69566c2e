'use server'

import { parseWithZod } from '@conform-to/zod/v4'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ActionAnswer } from '#lib/action-answer.ts'
import { cleanForm } from '#lib/typed.ts'
import { systemClock } from '#lib/values/clock.ts'
import { systemIds } from '#lib/values/ids.ts'
import { nextPath } from '../next-path.rules.ts'
import { answerTo } from '../own-answer.ts'
import { bindAttempt, deviceOfRequest, giveSession, halfIdOfRequest, sessionIdOfRequest } from '../session.ts'
import { mayCarrySession } from '../session-token.ts'
import { domainOf } from './claims.rules.ts'
import { directoriesAskedFor } from './directory.queries.ts'
import { proveForm } from './directory.schema.ts'
import { proveAccount } from './prove-account.command.ts'
import { startAtDirectory } from './sign-in-at-directory.command.ts'

const newId = systemIds(systemClock)

/** Goes to a trust's directory: the one of the button, or that of an e-mail address; where several may be meant, asks which. */
export async function startDirectoryAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  if (!mayCarrySession((await headers()).get('host'))) return answerTo({ code: 'INSECURE_ADDRESS' }, form)
  const next = nextPath(form.get('next'))
  const [odsCode, domain] = [String(form.get('trust') ?? ''), domainOf(String(form.get('email') ?? ''))]
  if (odsCode === '' && !domain) {
    const message = 'Enter your work e-mail address, like ann.okafor@riverside.nhs.uk'
    return answerTo({ code: 'INVALID', errors: [{ field: 'email', message }] }, form)
  }
  const trusts = await directoriesAskedFor(odsCode === '' ? { domain: domain ?? '' } : { odsCode })
  const [trust] = trusts
  if (!trust) return answerTo({ code: 'NO_DIRECTORY' }, form)
  if (trusts.length > 1) redirect(`/sign-in?${new URLSearchParams({ domain: domain ?? '', next })}`)
  const begun = await startAtDirectory(trust, next, systemClock())
  if (!begun.ok) return answerTo(begun.refusal, form)
  await bindAttempt(begun.value.attempt)
  redirect(begun.value.url)
}

/** Shows that the account one was joined to is one's own, and goes on to the page that was asked for. */
export async function proveAccountAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const parsed = parseWithZod(form, { schema: proveForm })
  if (parsed.status !== 'success') {
    const message = parsed.error?.password?.[0] ?? 'Enter the password'
    return answerTo({ code: 'INVALID', errors: [{ field: 'password', message }] }, form)
  }
  const halfId = await halfIdOfRequest()
  if (!halfId) return answerTo({ code: 'HALF_OVER' }, form)
  const from = { device: await deviceOfRequest(), before: await sessionIdOfRequest() }
  const opened = await proveAccount({ halfId, now: systemClock(), newId, ...from }, parsed.value)
  if (!opened.ok) return answerTo(opened.refusal, form)
  await giveSession(opened.value)
  redirect(nextPath(form.get('next')))
}
