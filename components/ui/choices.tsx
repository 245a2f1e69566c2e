'use client'

import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { FieldError, FieldSet, type FieldWords } from './field.tsx'
import { firstTyped, useField } from './form-context.ts'

/** One answer among several, with a hint of its own where it needs one. */
export type Option = { value: string; label: ReactNode; hint?: ReactNode }

function OptionWords({ kind, htmlFor, option }: { kind: 'radios' | 'checkboxes'; htmlFor: string; option: Option }) {
  return (
    <label className={`nhsuk-${kind}__label`} htmlFor={htmlFor}>
      {option.label}
      {option.hint !== undefined && <span className="nhsuk-hint">{option.hint}</span>}
    </label>
  )
}

/** One of a few answers, all to be seen. `layout`: one under the other, in a line, or as big boxes two across for the hand. */
export function Radios({
  name,
  options,
  defaultValue,
  layout = 'stacked',
  ...words
}: FieldWords & {
  name: string
  options: readonly Option[]
  defaultValue?: string
  layout?: 'stacked' | 'inline' | 'boxes'
}) {
  const { id, error, typed } = useField(name)
  const start = firstTyped(typed) ?? defaultValue
  return (
    <FieldSet id={id} {...words} error={error}>
      <div
        className={classes(
          'nhsuk-radios',
          layout === 'inline' && 'nhsuk-radios--inline',
          layout === 'boxes' && 'app-choices',
        )}
      >
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${index + 1}`
          return (
            <div className="nhsuk-radios__item" key={option.value}>
              <input
                className="nhsuk-radios__input"
                type="radio"
                id={optionId}
                name={name}
                value={option.value}
                defaultChecked={start === option.value}
              />
              <OptionWords kind="radios" htmlFor={optionId} option={option} />
            </div>
          )
        })}
      </div>
    </FieldSet>
  )
}

/** Any of a few answers, sent as several values of one name. `layout`: under one another, in a line, or in columns where they are many. */
export function Checkboxes({
  name,
  options,
  defaultValues = [],
  layout = 'stacked',
  ...words
}: FieldWords & {
  name: string
  options: readonly Option[]
  defaultValues?: readonly string[]
  layout?: 'stacked' | 'inline' | 'columns'
}) {
  const { id, error, typed } = useField(name)
  const start = typed === undefined ? defaultValues : [typed].flat()
  return (
    <FieldSet id={id} {...words} error={error}>
      <div className={classes('nhsuk-checkboxes', layout !== 'stacked' && `nhsuk-checkboxes--${layout}`)}>
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${index + 1}`
          return (
            <div className="nhsuk-checkboxes__item" key={option.value}>
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                id={optionId}
                name={name}
                value={option.value}
                defaultChecked={start.includes(option.value)}
              />
              <OptionWords kind="checkboxes" htmlFor={optionId} option={option} />
            </div>
          )
        })}
      </div>
    </FieldSet>
  )
}

/** A single box to tick: "36 packs are on shelf Q2". Sends `value` (by default "yes") when ticked. */
export function Checkbox({
  name,
  label,
  hint,
  value = 'yes',
  defaultChecked,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  value?: string
  defaultChecked?: boolean
}) {
  const { id, error, typed } = useField(name)
  return (
    <div className={classes('nhsuk-form-group', error !== undefined && 'nhsuk-form-group--error')}>
      {error !== undefined && <FieldError id={id}>{error}</FieldError>}
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          type="checkbox"
          id={id}
          name={name}
          value={value}
          defaultChecked={typed === undefined ? defaultChecked : [typed].flat().includes(value)}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          aria-invalid={error === undefined ? undefined : true}
        />
        <OptionWords kind="checkboxes" htmlFor={id} option={{ value, label, hint }} />
      </div>
    </div>
  )
}
