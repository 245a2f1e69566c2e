'use client'

import { useState } from 'react'
import { Details } from '#components/ui/details.tsx'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import type { PadChoices } from '#lib/orders/raise/pads.queries.ts'
import type { PadView } from '#lib/orders/raise/view.rules.ts'
import type { HeadField } from './pad-state.ts'

type Head = PadView['head']

/** What holds for the whole pad: where it is delivered, who pays, whether it is an emergency, a note for the approver. */
export function PadHeadForm({
  head,
  choices,
  raw,
  problems,
  onChange,
  onType,
}: {
  head: Head
  choices: PadChoices
  raw: Readonly<Record<string, string>>
  problems: ReadonlyMap<string, string>
  onChange: (change: PadChange) => void
  onType: (field: HeadField, text: string) => void
}) {
  const text = (field: HeadField) => ({
    value: raw[`head/${field}`] ?? head[field],
    problem: problems.get(field),
    onType: (typed: string) => onType(field, typed),
  })
  const [drawnOpen] = useState(head.emergency || head.note !== '')
  const set = (change: Partial<Head>) => onChange({ do: 'pad', ...change })
  return (
    <>
      <div className="app-grid">
        <div className="app-c6">
          <Choose
            id="pad-store"
            label="Deliver to"
            value={head.storeId}
            list={choices.stores}
            onChoose={(storeId) => set({ storeId })}
          />
        </div>
        <div className="app-c6">
          <Choose
            id="pad-cost-centre"
            label="Cost centre"
            value={head.costCentreId}
            list={choices.costCentres}
            onChoose={(costCentreId) => set({ costCentreId })}
          />
        </div>
      </div>
      <Details summary="Emergency, or a note for whoever approves" open={drawnOpen}>
        <div className="nhsuk-form-group">
          <div className="nhsuk-checkboxes__item">
            <input
              className="nhsuk-checkboxes__input"
              type="checkbox"
              id="pad-emergency"
              checked={head.emergency}
              onChange={(event) => set({ emergency: event.currentTarget.checked })}
              aria-describedby="pad-emergency-hint"
            />
            <label className="nhsuk-checkboxes__label" htmlFor="pad-emergency">
              Emergency: it cannot wait for approval
              <span className="nhsuk-hint" id="pad-emergency-hint">
                The order goes at once and is agreed to afterwards. Controlled and unlicensed medicines still wait.
              </span>
            </label>
          </div>
        </div>
        {head.emergency && (
          <HeadText id="pad-emergency-reason" label="Why it cannot wait" {...text('emergencyReason')} />
        )}
        <HeadText id="pad-note" label="Note for whoever approves (optional)" {...text('note')} />
      </Details>
    </>
  )
}

function HeadText({
  id,
  label,
  value,
  problem,
  onType,
}: {
  id: string
  label: string
  value: string
  problem: string | undefined
  onType: (text: string) => void
}) {
  return (
    <div className={problem === undefined ? 'nhsuk-form-group' : 'nhsuk-form-group nhsuk-form-group--error'}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {problem !== undefined && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {problem}
        </span>
      )}
      <input
        className="nhsuk-input"
        id={id}
        autoComplete="off"
        value={value}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={problem === undefined ? undefined : `${id}-error`}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </div>
  )
}

function Choose({
  id,
  label,
  value,
  list,
  onChoose,
}: {
  id: string
  label: string
  value: string
  list: readonly { id: string; label: string }[]
  onChoose: (id: string) => void
}) {
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      <select className="nhsuk-select" id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {list.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  )
}
