'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { Facts } from '#components/ui/facts.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { type DeskEntry, readExpiry } from '#lib/orders/receive/entry.rules.ts'
import { formatDate } from '#lib/values/format.ts'
import { entryFieldId, errorOf, useDesk } from './desk-context.ts'

/** Batch and expiry: as facts where the barcode gave both, else as fields. */
export function BatchFields({ entry, onTyping }: { entry: DeskEntry; onTyping: (typing: boolean) => void }) {
  const { errors, change, backToScan } = useDesk()
  const expiry = readExpiry(entry.expiry)
  const wrong = errorOf(errors, entry.id, 'batch') ?? errorOf(errors, entry.id, 'expiry')
  const [typing, setTyping] = useState(entry.scanned === '' || entry.batch === '' || expiry === null)
  useEffect(() => {
    if (wrong !== undefined) setTyping(true)
  }, [wrong])
  if (!typing && expiry !== null) {
    const facts = [
      { label: 'Batch', value: <span className="app-break">{entry.batch}</span> },
      { label: 'Expires', value: formatDate(expiry) },
    ]
    return (
      <>
        <Facts two facts={facts} />
        <p className="app-14">
          <LinkButton type="button" onClick={() => setTyping(true)}>
            Change batch or expiry
          </LinkButton>
        </p>
      </>
    )
  }
  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const empty = [...event.currentTarget.querySelectorAll('input')].find((input) => input.value.trim() === '')
    if (empty) empty.focus()
    else backToScan()
  }
  return (
    <form className="app-stack" onSubmit={onSubmit} noValidate>
      <EntryText
        entry={entry}
        field="batch"
        label="Batch"
        hint="As printed on the pack"
        onChange={(batch) => change(entry.id, { batch })}
        onTyping={onTyping}
      />
      <EntryText
        entry={entry}
        field="expiry"
        label="Expires"
        hint="For example, 31 August 2027 or 08/2027"
        onChange={(text) => change(entry.id, { expiry: text })}
        onTyping={onTyping}
      />
      <button type="submit" hidden>
        Next
      </button>
    </form>
  )
}

function EntryText({
  entry,
  field,
  label,
  hint,
  onChange,
  onTyping,
}: {
  entry: DeskEntry
  field: 'batch' | 'expiry'
  label: string
  hint: string
  onChange: (value: string) => void
  onTyping: (typing: boolean) => void
}) {
  const { errors, settle } = useDesk()
  const id = entryFieldId(entry.id, field)
  const error = errorOf(errors, entry.id, field)
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        className={classes('nhsuk-input', error !== undefined && 'nhsuk-input--error')}
        id={id}
        autoComplete="off"
        autoCapitalize={field === 'batch' ? 'characters' : 'none'}
        spellCheck={false}
        maxLength={60}
        value={entry[field]}
        onChange={(event) => {
          onTyping(true)
          onChange(event.currentTarget.value)
        }}
        onBlur={() => {
          onTyping(false)
          settle()
        }}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error !== undefined ? true : undefined}
      />
    </Field>
  )
}
