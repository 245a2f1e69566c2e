'use client'

import { classes } from './classes.ts'
import { describedBy, Field, type FieldWords } from './field.tsx'
import { firstTyped, useField } from './form-context.ts'

/** Several lines of text: a note, a pasted list. */
export function Textarea({
  name,
  label,
  hint,
  labelHidden,
  defaultValue,
  rows = 3,
  maxLength,
}: FieldWords & { name: string; defaultValue?: string; rows?: number; maxLength?: number }) {
  const { id, error, typed } = useField(name)
  return (
    <Field id={id} label={label} hint={hint} labelHidden={labelHidden} error={error}>
      <textarea
        className={classes('nhsuk-textarea', error !== undefined && 'nhsuk-input--error')}
        id={id}
        name={name}
        rows={rows}
        maxLength={maxLength}
        defaultValue={firstTyped(typed) ?? defaultValue}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error !== undefined ? true : undefined}
      />
    </Field>
  )
}
