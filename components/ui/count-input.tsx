'use client'

import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { describedBy, Field } from './field.tsx'

const LARGEST = 9_999_999

/** What one more or one fewer makes of a typed count; what is no number counts from 0. Never below 0. */
export function stepped(value: string, by: 1 | -1): string {
  const count = /^\d+$/.test(value.trim()) ? Number(value) : 0
  return String(Math.min(LARGEST, Math.max(0, count + by)))
}

/**
 * A big count between − and +, for one hand: each press changes it by one, and it can be typed. The caller keeps the
 * text, so that nothing typed is lost. `one` is what is counted ("pack").
 */
export function CountInput({
  id,
  label,
  hint,
  error,
  value,
  one,
  onChange,
}: {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string
  value: string
  one: string
  onChange: (value: string) => void
}) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className="app-count">
        <button type="button" aria-label={`One ${one} fewer`} onClick={() => onChange(stepped(value, -1))}>
          −
        </button>
        <input
          className={classes('nhsuk-input', error !== undefined && 'nhsuk-input--error')}
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          aria-describedby={describedBy(id, hint, error)}
          aria-invalid={error !== undefined ? true : undefined}
        />
        <button type="button" aria-label={`One ${one} more`} onClick={() => onChange(stepped(value, 1))}>
          +
        </button>
      </div>
    </Field>
  )
}
