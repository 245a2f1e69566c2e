'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { useField } from '#components/ui/form-context.ts'
import { APPROVER_ROLES, MOST_SIGNATURES } from '#lib/orders/order/plan.schema.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import { type LineDraft, linesInWords, type Nameable, newLine } from './draft.ts'

const SIGNATURES = Array.from({ length: MOST_SIGNATURES }, (_, index) => String(index + 1))

/** Who must agree, line by line: who, how many of them, by name where wanted, at the same time or after those above. */
export function PlanEditor({
  name,
  of,
  lines,
  people,
  onChange,
}: {
  /** What the form calls it: "bands[1].who". */
  name: string
  /** What it is about, for those who hear the page: "More than £5,000.00". */
  of: string
  lines: readonly LineDraft[]
  people: readonly Nameable[]
  onChange: (lines: LineDraft[]) => void
}) {
  const { id, error } = useField(name)
  const nameOf = (person: string) => people.find((one) => one.id === person)?.name ?? 'Somebody who left'
  const set = (key: number, change: Partial<LineDraft>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const words = linesInWords(lines, nameOf)
  return (
    <fieldset className="app-plan" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="nhsuk-u-visually-hidden">Who must agree. {of}</legend>
      {error && <FieldError id={id}>{error}</FieldError>}
      {lines.map((line, index) => (
        <PlanLine
          key={line.key}
          line={line}
          name={`${name}[${index}]`}
          of={of}
          first={index === 0}
          people={people}
          onChange={(change) => set(line.key, change)}
          onRemove={() => onChange(lines.filter((one) => one.key !== line.key))}
        />
      ))}
      <p className="app-plan__says" aria-live="polite">
        {words === 'nobody' ? 'Nobody is asked.' : `Asks ${words}.`}
      </p>
      <p className="app-links">
        <LinkButton type="button" onClick={() => onChange([...lines, newLine('and')])}>
          {lines.length === 0 ? 'Ask somebody' : 'Ask somebody else, too'}
          <span className="nhsuk-u-visually-hidden"> ({of})</span>
        </LinkButton>
        {lines.length > 0 && (
          <LinkButton type="button" onClick={() => onChange([...lines, newLine('then')])}>
            Then ask somebody
            <span className="nhsuk-u-visually-hidden"> ({of})</span>
          </LinkButton>
        )}
      </p>
    </fieldset>
  )
}

function PlanLine({
  line,
  name,
  of,
  first,
  people,
  onChange,
  onRemove,
}: {
  line: LineDraft
  name: string
  of: string
  first: boolean
  people: readonly Nameable[]
  onChange: (change: Partial<LineDraft>) => void
  onRemove: () => void
}) {
  const able = people.filter((one) => (line.role === 'pharmacist' ? one.clinical : one.ladder))
  return (
    <div className="app-plan__line">
      <input type="hidden" name={`${name}.turn`} value={first ? 'and' : line.turn} />
      {!first && <span className="app-plan__turn">{line.turn === 'then' ? 'then' : 'and'}</span>}
      <select
        className="nhsuk-select"
        aria-label={`How many sign. ${of}`}
        name={`${name}.signatures`}
        value={line.signatures}
        onChange={(event) => onChange({ signatures: event.target.value })}
      >
        {SIGNATURES.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
      <select
        className="nhsuk-select"
        aria-label={`Who is asked. ${of}`}
        name={`${name}.role`}
        value={line.role}
        onChange={(event) => {
          const role = APPROVER_ROLES.find((one) => one === event.target.value) ?? line.role
          onChange({ role, people: [] })
        }}
      >
        {APPROVER_ROLES.map((role) => (
          <option key={role} value={role}>
            {APPROVER_NAMES[role]}
          </option>
        ))}
      </select>
      <LinkButton type="button" onClick={onRemove}>
        Take away
        <span className="nhsuk-u-visually-hidden">
          {' '}
          {APPROVER_NAMES[line.role]} ({of})
        </span>
      </LinkButton>
      <details className="nhsuk-details app-14" open={line.people.length > 0}>
        <summary className="nhsuk-details__summary">
          By name<span className="nhsuk-u-visually-hidden"> ({of})</span>
        </summary>
        <div className="nhsuk-checkboxes">
          {able.map((person) => (
            <div className="nhsuk-checkboxes__item" key={person.id}>
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                id={`${name}.${person.id}`}
                name={`${name}.people`}
                value={person.id}
                checked={line.people.includes(person.id)}
                onChange={(event) =>
                  onChange({
                    people: event.target.checked
                      ? [...line.people, person.id]
                      : line.people.filter((one) => one !== person.id),
                  })
                }
              />
              <label className="nhsuk-checkboxes__label" htmlFor={`${name}.${person.id}`}>
                {person.name}
              </label>
            </div>
          ))}
        </div>
      </details>
    </div>
  )
}
