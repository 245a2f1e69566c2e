import { type ActionAnswer, typedValues } from '#lib/action-answer.ts'
import type { Refusal } from '#lib/refusal.ts'
import { waysOn } from '#lib/refusal-ways.ts'
import { wordsFor } from '#lib/refusal-words.ts'

/** A refusal as a form shows it. Of what was typed, passwords and codes never travel back. */
export function answerTo(refusal: Refusal, form: FormData): ActionAnswer {
  const values = typedValues(form, ['password', 'code'])
  if (refusal.code === 'INVALID') return { kind: 'invalid', errors: [...refusal.errors], values }
  const { link } = waysOn(refusal)
  return { kind: 'refused', code: refusal.code, ...wordsFor(refusal), values, ...(link ? { link } : {}) }
}
