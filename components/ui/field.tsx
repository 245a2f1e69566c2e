import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** The ids under which a control's hint and error are found. */
export function describedBy(id: string, hint: unknown, error: unknown, more?: string): string | undefined {
  return classes(
    hint !== undefined && hint !== '' && `${id}-hint`,
    error !== undefined && error !== '' && `${id}-error`,
    more,
  )
}

/** The words of an error beside its field. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <span className="nhsuk-error-message" id={`${id}-error`}>
      <span className="nhsuk-u-visually-hidden">Error:</span> {children}
    </span>
  )
}

/** What every field has in common. `label` stays short; `hint` says what is expected, with an example. */
export type FieldWords = { label: ReactNode; hint?: ReactNode; labelHidden?: boolean }

/** A field: label, hint under it, error between hint and control, red bar at the left when something is wrong. */
export function Field({
  id,
  label,
  hint,
  error,
  labelHidden,
  children,
}: FieldWords & { id: string; error?: string; children: ReactNode }) {
  return (
    <div className={classes('nhsuk-form-group', error !== undefined && 'nhsuk-form-group--error')}>
      <label className={labelHidden ? 'nhsuk-u-visually-hidden' : 'nhsuk-label'} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && <FieldError id={id}>{error}</FieldError>}
      {children}
    </div>
  )
}

/** A question with several controls under it: legend, hint, error, then the controls. */
export function FieldSet({
  id,
  label,
  hint,
  error,
  labelHidden,
  role,
  children,
}: FieldWords & { id: string; error?: string; role?: 'radiogroup'; children: ReactNode }) {
  return (
    <div className={classes('nhsuk-form-group', error !== undefined && 'nhsuk-form-group--error')}>
      <fieldset role={role} aria-describedby={describedBy(id, hint, error)}>
        <legend className={labelHidden ? 'nhsuk-u-visually-hidden' : 'nhsuk-label'}>{label}</legend>
        {hint !== undefined && (
          <div className="nhsuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        {error !== undefined && <FieldError id={id}>{error}</FieldError>}
        {children}
      </fieldset>
    </div>
  )
}
