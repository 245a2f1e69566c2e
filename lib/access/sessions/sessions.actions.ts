'use server'

import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'next/navigation'
import { action } from '#lib/action.ts'
import type { ActionAnswer } from '#lib/action-answer.ts'
import { cleanForm } from '#lib/typed.ts'
import { ownAct } from '../own-act.ts'
import { answerTo } from '../own-answer.ts'
import { endOwnSession, endPersonSession } from './end-session.command.ts'
import { endOwnSessionForm, endPersonSessionForm } from './sessions.schema.ts'

/** Ends another of one's own sessions, or all others. */
export async function endOwnSessionAction(_previous: ActionAnswer, sent: FormData): Promise<ActionAnswer> {
  const form = cleanForm(sent)
  const who = await ownAct('endOwnSession', form)
  if (!who.ok) return answerTo(who.refusal, form)
  const parsed = parseWithZod(form, { schema: endOwnSessionForm })
  if (parsed.status !== 'success') return answerTo({ code: 'NOT_FOUND', what: 'sign-in' }, form)
  const ended = await endOwnSession(who.value, parsed.value)
  redirect(`/settings/sign-ins?done=${ended > 0 ? (parsed.value.which === 'others' ? 'others' : 'one') : 'over'}`)
}

export const endPersonSessionAction = action({
  id: 'endPersonSession',
  schema: endPersonSessionForm,
  run: endPersonSession,
  done: ({ name }) => ({ message: `That sign-in of ${name} is ended.` }),
})
