'use client'

import { classes } from './classes.ts'
import { describedBy, Field, type FieldWords } from './field.tsx'
import type { LargestFile } from './file-size.ts'
import { useField } from './form-context.ts'

/**
 * A file to send. `accept` narrows what the browser offers, the form sends none larger than `largest`; the server checks
 * what really came.
 */
export function FileInput({
  name,
  label,
  hint,
  labelHidden,
  accept,
  largest,
}: FieldWords & { name: string; accept?: string; largest?: LargestFile }) {
  const { id, error } = useField(name)
  return (
    <Field id={id} label={label} hint={hint} labelHidden={labelHidden} error={error}>
      <input
        className={classes('nhsuk-input', error !== undefined && 'nhsuk-input--error')}
        type="file"
        id={id}
        name={name}
        accept={accept}
        data-largest={largest?.bytes}
        data-larger={largest?.words}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error !== undefined ? true : undefined}
      />
    </Field>
  )
}
