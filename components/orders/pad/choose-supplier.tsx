'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { PadHit } from '#lib/orders/raise/hit.rules.ts'
import type { PadChoice } from '#lib/orders/raise/pads.queries.ts'
import { packWords } from './pad-words.ts'

/** A pack that nobody has a price for: the buyer says whom it is bought from before it goes on an order. */
export function ChooseSupplier({
  hit,
  suppliers,
  onChoose,
  onClose,
}: {
  hit: PadHit
  suppliers: readonly PadChoice[]
  onChoose: (supplier: PadChoice) => void
  onClose: () => void
}) {
  const [id, setId] = useState('')
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLSelectElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const chosen = suppliers.find((one) => one.id === id)
  const wrong = asked && !chosen
  return (
    <form
      className="app-stack"
      aria-label="Choose the supplier"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (chosen) onChoose(chosen)
        else field.current?.focus()
      }}
    >
      <Note kind="care" lead={`No supplier has a price on file for ${packWords(hit)}.`}>
        Choose whom you buy it from. You type the price on its line, and where it comes from.
      </Note>
      <div className={wrong ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
        <label className="nhsuk-label" htmlFor="pad-choose-supplier">
          Supplier
        </label>
        {wrong && (
          <span className="nhsuk-error-message" id="pad-choose-supplier-error">
            <span className="nhsuk-u-visually-hidden">Error:</span> Choose a supplier
          </span>
        )}
        <select
          className="nhsuk-select"
          id="pad-choose-supplier"
          ref={field}
          value={id}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? 'pad-choose-supplier-error' : undefined}
          onChange={(event) => setId(event.currentTarget.value)}
        >
          <option value="">Choose a supplier</option>
          {suppliers.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}
            </option>
          ))}
        </select>
      </div>
      <p>
        <Button kind="secondary" small>
          Add the line
        </Button>{' '}
        <LinkButton type="button" onClick={onClose}>
          Leave it out
        </LinkButton>
      </p>
    </form>
  )
}
