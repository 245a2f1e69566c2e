'use client'

import { type ReactNode, useMemo } from 'react'
import type { FieldError, TypedValues } from '#lib/action-answer.ts'
import { ErrorTitle } from './answer-words.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { FormContext, fieldId } from './form-context.ts'

const PREFIX = 'f'

/** What is wrong with a filter, for its page: above everything, with links to the fields. */
export function FilterSummary({ errors }: { errors: readonly FieldError[] }) {
  return (
    <div className="app-section">
      <ErrorTitle />
      <ErrorSummary errors={errors.map(({ field, message }) => ({ message, href: `#${fieldId(PREFIX, field)}` }))} />
    </div>
  )
}

/** Tells the fields of a filter what is wrong with them and what was typed. */
export function FilterErrors({
  errors,
  typed,
  children,
}: {
  errors: readonly FieldError[]
  typed: TypedValues
  children: ReactNode
}) {
  const state = useMemo(
    () => ({ prefix: PREFIX, answer: { kind: 'invalid' as const, errors: [...errors], values: typed } }),
    [errors, typed],
  )
  return <FormContext value={state}>{children}</FormContext>
}
