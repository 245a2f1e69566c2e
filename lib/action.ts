import 'server-only'
import { parseWithZod } from '@conform-to/zod/v4'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import type { Act, Actor } from './access/actor.ts'
import { notAllowed } from './access/not-allowed.ts'
import { mayAny } from './access/permissions.ts'
import { type ActionId, actionEntry } from './access/registry.ts'
import { currentSession } from './access/session.ts'
import { whoMay } from './access/who-may.queries.ts'
import { type ActionAnswer, FORM_FIELDS, type FormAction, typedValues } from './action-answer.ts'
import type { Refusal } from './refusal.ts'
import { waysOn } from './refusal-ways.ts'
import { wordsFor } from './refusal-words.ts'
import type { Result } from './result.ts'
import { cleanForm } from './typed.ts'
import { systemClock } from './values/clock.ts'
import { formatCount, formatList } from './values/format.ts'
import { isUuid, systemIds } from './values/ids.ts'

const newId = systemIds(systemClock)

/**
 * The browser's door to a command: who asks (session), for which trust the form was drawn, whether they may (the
 * registry's permission; the command asks again), what was typed (zod), then the command. What was typed comes back
 * with every refusal. `done` says what happened and where to go.
 */
export function action<S extends z.ZodType, T>(door: {
  id: ActionId
  schema: S
  run: (act: Act, input: z.output<S>) => Promise<Result<T>>
  done: (value: T, input: z.output<S>) => { message?: string; shown?: string; redirectTo?: string }
}): FormAction {
  return async (_previous, sent) => {
    const form = cleanForm(sent)
    const values = typedValues(form)
    const session = await currentSession()
    if (!session) return refused(null, { code: 'SIGNED_OUT' }, values)
    const { actor } = session
    if (form.get(FORM_FIELDS.trustId) !== actor.trustId) return refused(actor, { code: 'WRONG_TRUST' }, values)
    const { permission } = actionEntry(door.id)
    if (!mayAny(actor, permission)) {
      notAllowed('action', door.id, permission, actor)
      return refused(actor, { code: 'NOT_ALLOWED', permission: permission[0] ?? '' }, values)
    }
    const key = String(form.get(FORM_FIELDS.commandKey) ?? '')
    if (!isUuid(key)) return refused(actor, { code: 'KEY_REUSED' }, values)
    const parsed = parseWithZod(form, { schema: door.schema })
    if (parsed.status !== 'success') {
      const errors = Object.entries(parsed.error ?? {}).flatMap(([field, messages]) =>
        (messages ?? []).slice(0, 1).map((message) => ({ field, message })),
      )
      return { kind: 'invalid', errors, values }
    }
    const result = await door.run({ actor, now: systemClock(), newId, key }, parsed.value as z.output<S>)
    if (!result.ok) return refused(actor, result.refusal, values)
    revalidatePath('/', 'layout') // what stands around the page counts what waits
    const { message, shown, redirectTo } = door.done(result.value, parsed.value as z.output<S>)
    if (redirectTo) redirect(redirectTo)
    return message ? { kind: 'done', message, ...(shown === undefined ? {} : { shown }) } : { kind: 'done' }
  }
}

async function refused(
  actor: Actor | null,
  refusal: Refusal,
  values: ReturnType<typeof typedValues>,
): Promise<ActionAnswer> {
  if (refusal.code === 'INVALID') return { kind: 'invalid', errors: [...refusal.errors], values }
  const { link, help } = waysOn(refusal)
  const words = actor && help ? helpWords(await whoMay(actor, help)) : null
  return {
    ...{ kind: 'refused', code: refusal.code, ...wordsFor(refusal), values },
    ...(link ? { link } : {}),
    ...(words ? { help: words } : {}),
  }
}

/** Who can be asked, by name. */
function helpWords({ names, count }: { names: string[]; count: number }): string | null {
  if (names.length === 0) return null
  const more = count - names.length
  return `Who can: ${formatList(more > 0 ? [...names, `${formatCount(more)} more`] : names)}.`
}
