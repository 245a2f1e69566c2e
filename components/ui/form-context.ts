'use client'

import { createContext, use } from 'react'
import { type ActionAnswer, IDLE } from '#lib/action-answer.ts'

/** What a form tells its fields: the beginning of their ids, and the last answer. */
export type FormState = { prefix: string; answer: ActionAnswer }

/** Fields outside an ActionForm (a filter) see an idle form. */
export const FormContext = createContext<FormState>({ prefix: 'f', answer: IDLE })

/** The id of the field with this name in the form with this prefix; the error summary links to it. */
export function fieldId(prefix: string, name: string): string {
  return `${prefix}-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`
}

/** What a field needs: its id, what is wrong with it, and what was typed when the form was sent (undefined: nothing was). */
export type FieldState = { id: string; error: string | undefined; typed: string | string[] | undefined }

/** The state of the field with this name in the form around it. */
export function useField(name: string): FieldState {
  const { prefix, answer } = use(FormContext)
  return {
    id: fieldId(prefix, name),
    error: answer.kind === 'invalid' ? answer.errors.find((error) => error.field === name)?.message : undefined,
    typed: answer.kind === 'invalid' || answer.kind === 'refused' ? answer.values[name] : undefined,
  }
}

/** What was typed as one text; several values give the first. */
export function firstTyped(typed: string | string[] | undefined): string | undefined {
  return Array.isArray(typed) ? typed[0] : typed
}
