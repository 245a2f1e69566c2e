'use client'

import { useState } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { describedBy, Field, FieldError } from '#components/ui/field.tsx'
import type { Desk } from '#lib/orders/receive/desk.rules.ts'
import { type DeskEntry, daysLeft, entryCounts, packsUsedIn } from '#lib/orders/receive/entry.rules.ts'
import { mayGoBack, VARIANCE_NAMES, type Variance } from '#lib/orders/receive/variance.rules.ts'
import { formatCounted } from '#lib/values/format.ts'
import { entryFieldId, errorOf, useDesk } from './desk-context.ts'

const USUAL: readonly Variance[] = ['SHORT_DATED', 'SHORT', 'OVER', 'DAMAGED', 'WRONG_ITEM']
const RARE: readonly Variance[] = [
  'WRONG_PACK',
  'COLD_CHAIN_BREACH',
  'RECALLED_BATCH',
  'UNLICENSED_UNEXPECTED',
  'PRICE_ON_DELIVERY_NOTE',
]

/** What is different about a batch, and how much of it stays where that can send packs back. */
export function Difference({ entry, fridge }: { entry: DeskEntry; fridge: boolean }) {
  const { errors, change } = useDesk()
  const [all, setAll] = useState(false)
  const id = entryFieldId(entry.id, 'variance')
  const error = errorOf(errors, entry.id, 'variance')
  const chosen = entry.variance
  const usual: readonly Variance[] = fridge ? [...USUAL, 'COLD_CHAIN_BREACH'] : USUAL
  const rare = RARE.filter((one) => !usual.includes(one) && (all || one === chosen))
  const options = [
    { value: null, name: 'Nothing' },
    ...[...usual, ...rare].map((value) => ({ value, name: VARIANCE_NAMES[value] })),
  ]
  return (
    <>
      <fieldset
        className={classes(error !== undefined && 'nhsuk-form-group--error')}
        aria-describedby={describedBy(id, undefined, error)}
      >
        <legend className="nhsuk-label">What is different?</legend>
        {error !== undefined && <FieldError id={id}>{error}</FieldError>}
        <div className="app-choices">
          {options.map(({ value, name }, index) => {
            const optionId = index === 0 ? id : `${id}-${value}`
            return (
              <div className="nhsuk-radios__item" key={value ?? 'none'}>
                <input
                  className="nhsuk-radios__input"
                  type="radio"
                  name={id}
                  id={optionId}
                  checked={chosen === value}
                  onChange={() => change(entry.id, { variance: value })}
                />
                <label className="nhsuk-radios__label" htmlFor={optionId}>
                  {name}
                </label>
              </div>
            )
          })}
        </div>
        {!all && (
          <p className="app-14">
            <LinkButton type="button" onClick={() => setAll(true)}>
              Something else is different
            </LinkButton>
          </p>
        )}
      </fieldset>
      {chosen !== null && mayGoBack(chosen) && <Keep entry={entry} />}
    </>
  )
}

function Keep({ entry }: { entry: DeskEntry }) {
  const { desk, errors, change } = useDesk()
  const id = entryFieldId(entry.id, 'keep')
  const error = errorOf(errors, entry.id, 'keep')
  const hint = keepWords(desk, entry)
  return (
    <Field id={id} label="Packs to keep" error={error} hint={hint}>
      <input
        className={classes('nhsuk-input nhsuk-input--w6 app-big', error !== undefined && 'nhsuk-input--error')}
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={entry.keep ?? entry.count}
        onChange={(event) => change(entry.id, { keep: event.currentTarget.value })}
        onFocus={(event) => event.currentTarget.select()}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error !== undefined ? true : undefined}
      />
    </Field>
  )
}

function keepWords(desk: Desk, entry: DeskEntry): string {
  const { back } = entryCounts(entry)
  const goes = back === 0 ? 'Nothing goes back.' : `${formatCounted(back, 'pack goes', 'packs go')} back.`
  const left = daysLeft(desk, entry)
  if (entry.variance !== 'SHORT_DATED' || left === null || left.days <= 0) return goes
  const used = packsUsedIn(desk, entry.amppId, left.days)
  return used === 0 ? goes : `You use ${formatCounted(used, 'pack')} in ${formatCounted(left.days, 'day')}. ${goes}`
}
