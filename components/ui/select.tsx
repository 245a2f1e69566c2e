'use client'

import { classes } from './classes.ts'
import { describedBy, Field, type FieldWords } from './field.tsx'
import { firstTyped, useField } from './form-context.ts'

/** A choice of a list. */
export type Choice = { value: string; label: string }

/** One of a list. `placeholder` is an empty first choice ("Choose a reason"); without it the first choice stands. */
export function Select({
  name,
  label,
  hint,
  labelHidden,
  choices,
  defaultValue,
  placeholder,
}: FieldWords & { name: string; choices: readonly Choice[]; defaultValue?: string; placeholder?: string }) {
  const { id, error, typed } = useField(name)
  const start = firstTyped(typed) ?? defaultValue
  return (
    <Field id={id} label={label} hint={hint} labelHidden={labelHidden} error={error}>
      <select
        key={start}
        className={classes('nhsuk-select', error !== undefined && 'nhsuk-input--error')}
        id={id}
        name={name}
        defaultValue={start}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error !== undefined ? true : undefined}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
