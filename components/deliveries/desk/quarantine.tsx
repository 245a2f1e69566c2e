'use client'

import { isOnlyProposed } from '#lib/orders/receive/desk.rules.ts'
import { type DeskEntry, entryCounts } from '#lib/orders/receive/entry.rules.ts'
import { formatCounted } from '#lib/values/format.ts'
import { entryFieldId, errorOf, useDesk } from './desk-context.ts'

/** What to do at once with packs that must not go to stock, and the box that says it was done. */
export function Quarantine({ entry, fridge }: { entry: DeskEntry; fridge: boolean }) {
  const { desk, errors, change } = useDesk()
  const proposed = isOnlyProposed(desk, entry.amppId)
  const { kept } = entryCounts(entry)
  const packs = formatCounted(kept, 'pack')
  const id = entryFieldId(entry.id, 'apart')
  const error = errorOf(errors, entry.id, 'apart')
  return (
    <div className="app-quarantine">
      <h3>Quarantine now</h3>
      <ol>
        <li>
          <b>Move {packs}</b> to the quarantine {fridge ? 'fridge' : 'shelf'}.
        </li>
        {fridge && !proposed && (
          <li>
            <b>Keep the driver</b> if still here: ask when the fridge tote was closed.
          </li>
        )}
        <li>
          {fridge && !proposed ? (
            <>
              <b>Keep the logger</b> with the packs, and write its number above.
            </>
          ) : (
            <>
              <b>Label them</b> “Not for use”.
            </>
          )}
        </li>
      </ol>
      {error !== undefined && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </span>
      )}
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          type="checkbox"
          id={id}
          checked={entry.apart}
          onChange={(event) => change(entry.id, { apart: event.currentTarget.checked })}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
        />
        <label className="nhsuk-checkboxes__label" htmlFor={id}>
          {packs} {kept === 1 ? 'is' : 'are'} in quarantine
        </label>
      </div>
      <p>
        <b>What happens next.</b> They are counted apart from stock.{' '}
        {proposed
          ? 'Once the change is approved, a pharmacist releases them.'
          : 'Tell a pharmacist now: the maker’s advice decides.'}
      </p>
    </div>
  )
}
