'use client'

import { classes } from './classes.ts'
import { describedBy, Field, type FieldWords } from './field.tsx'
import { useField } from './form-context.ts'

/** A file to send. `accept` narrows what the browser offers; the server checks what really came. */
export function FileInput({ name, label, hint, labelHidden, accept }: FieldWords & { name: string; accept?: string }) {
  const { id, error } = useField(name)
  return (
    <Field id={id} label={label} hint={hint} labelHidden={labelHidden} error={error}>
      <input
        className={classes('nhsuk-input', error !== undefined && 'nhsuk-input--error')}
        type="file"
        id={id}
        name={name}
        accept={accept}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error !== undefined ? true : undefined}
      />
    </Field>
  )
}
