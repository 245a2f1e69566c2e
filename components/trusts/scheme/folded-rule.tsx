'use client'

import { type ReactNode, use } from 'react'
import { FormContext } from '#components/ui/form-context.ts'

/** One rule of a scheme behind one press, with what it says now; open where something in it has to be put right. */
export function FoldedRule({
  names,
  title,
  says,
  children,
}: {
  /** What the form calls the fields inside. */
  names: readonly string[]
  title: string
  says: string
  children: ReactNode
}) {
  const { answer } = use(FormContext)
  const inside = (field: string) =>
    names.some((name) => field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`))
  const wrong = answer.kind === 'invalid' && answer.errors.some(({ field }) => inside(field))
  return (
    <details className="nhsuk-details" open={wrong ? true : undefined}>
      <summary className="nhsuk-details__summary">
        {title}. {says}
      </summary>
      {children}
    </details>
  )
}
