'use client'

import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { classes } from './classes.ts'
import { describedBy, Field, type FieldWords } from './field.tsx'
import { firstTyped, useField } from './form-context.ts'

/** Width of a control by what is expected: about 6, 10 or 20 characters, or as wide as its column. */
export type Width = 6 | 10 | 20 | 'full'

type TextProps = FieldWords & {
  name: string
  defaultValue?: string
  width?: Width
  autoComplete?: HTMLInputAutoCompleteAttribute
  maxLength?: number
  big?: boolean
}

/** One line of text. `prefix` and `suffix` stand beside it ("£", "°C") and are read out with the label only if it says so. */
export function TextInput({
  name,
  label,
  hint,
  labelHidden,
  defaultValue,
  width = 'full',
  type = 'text',
  inputMode,
  big,
  prefix,
  suffix,
  autoComplete,
  maxLength,
  spellCheck,
}: TextProps & {
  type?: 'text' | 'email' | 'password' | 'search' | 'tel'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'search' | 'email' | 'tel'
  prefix?: ReactNode
  suffix?: ReactNode
  spellCheck?: boolean
}) {
  const { id, error, typed } = useField(name)
  const input = (
    <input
      className={classes(
        'nhsuk-input',
        error !== undefined && 'nhsuk-input--error',
        width !== 'full' && `nhsuk-input--w${width}`,
        big && 'app-big',
      )}
      id={id}
      name={name}
      type={type}
      inputMode={inputMode}
      defaultValue={type === 'password' ? undefined : (firstTyped(typed) ?? defaultValue)}
      autoComplete={autoComplete}
      maxLength={maxLength}
      spellCheck={spellCheck}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error !== undefined ? true : undefined}
    />
  )
  return (
    <Field id={id} label={label} hint={hint} labelHidden={labelHidden} error={error}>
      {prefix === undefined && suffix === undefined ? (
        input
      ) : (
        <div className="app-affix">
          {prefix !== undefined && <span aria-hidden="true">{prefix}</span>}
          {input}
          {suffix !== undefined && <span aria-hidden="true">{suffix}</span>}
        </div>
      )}
    </Field>
  )
}

/** A number as text with the number keyboard: whole by default, `decimal` for money and temperatures. Checked on sending. */
export function NumberInput({
  decimal,
  width = 6,
  ...rest
}: TextProps & { decimal?: boolean; prefix?: ReactNode; suffix?: ReactNode }) {
  return (
    <TextInput
      {...rest}
      width={width}
      inputMode={decimal ? 'decimal' : 'numeric'}
      autoComplete="off"
      spellCheck={false}
    />
  )
}

/** A date in one field, read as people write it: "6 August 2026", "6/8/26" or "2026-08-06". */
export function DateInput({ hint = 'For example, 6 August 2026 or 6/8/26', ...rest }: TextProps) {
  return <TextInput {...rest} hint={hint} width={rest.width ?? 20} autoComplete="off" spellCheck={false} />
}
