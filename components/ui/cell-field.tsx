'use client'

import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { firstTyped, useField } from './form-context.ts'

type CellField = { name: string; label: string; wide?: boolean }

/** A field in a cell of a table: its label is read out, its error stands beneath it. */
export function CellInput({
  name,
  label,
  wide,
  defaultValue,
  inputMode,
  maxLength,
}: CellField & { inputMode?: 'numeric' | 'decimal'; maxLength?: number; defaultValue?: string }) {
  const { id, error, typed } = useField(name)
  return (
    <CellError id={id} error={error}>
      <input
        className={classes(
          'app-cell',
          (wide || !inputMode) && 'app-cell--text',
          error !== undefined && 'app-cell--error',
        )}
        id={id}
        name={name}
        aria-label={label}
        inputMode={inputMode}
        maxLength={maxLength}
        defaultValue={firstTyped(typed) ?? defaultValue}
        autoComplete="off"
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
      />
    </CellError>
  )
}

/** A choice in a cell of a table; begins with `value`. With `onChange` where the rest of the row follows from it. */
export function CellSelect({
  name,
  label,
  choices,
  value,
  onChange,
}: CellField & {
  choices: readonly { value: string; label: string }[]
  value?: string
  onChange?: (value: string) => void
}) {
  const { id, error, typed } = useField(name)
  const held = onChange ? { value } : { defaultValue: firstTyped(typed) ?? value }
  return (
    <CellError id={id} error={error}>
      <select
        className={classes('app-cell', 'app-cell--text', 'app-cell--choice', error !== undefined && 'app-cell--error')}
        id={id}
        name={name}
        aria-label={label}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={onChange && ((event) => onChange(event.currentTarget.value))}
        {...held}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </CellError>
  )
}

function CellError({ id, error, children }: { id: string; error: string | undefined; children: ReactNode }) {
  return (
    <>
      {children}
      {error !== undefined && (
        <span className="nhsuk-error-message app-14" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </span>
      )}
    </>
  )
}
