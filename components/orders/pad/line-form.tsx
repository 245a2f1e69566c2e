'use client'

import { type Dispatch, type ReactNode, useEffect, useState } from 'react'
import { OFF_CONTRACT_CODES, OFF_CONTRACT_REASONS } from '#lib/orders/order/off-contract.rules.ts'
import type { VendorChoice } from '#lib/orders/raise/vendors.queries.ts'
import { formatPrice } from '#lib/values/format.ts'
import { priceAsDecimal } from '#lib/values/money.ts'
import { type LineField, type PadEvent, rawName } from './pad-state.ts'
import { CONTRACT_TAGS } from './pad-words.ts'
import { ask } from './post-changes.ts'
import type { ShownLine } from './shown-line.ts'

type Store = { id: string; label: string }

/** What can be changed of the line looked at beside its quantity: supplier, store, a typed price, the reason for buying off contract. */
export function LineForm({
  padId,
  line,
  supplier,
  stores,
  raw,
  problems,
  dispatch,
  onVendors,
}: {
  padId: string
  line: ShownLine
  supplier: string
  stores: readonly Store[]
  raw: Readonly<Record<string, string>>
  problems: ReadonlyMap<string, string>
  dispatch: Dispatch<PadEvent>
  onVendors: (vendors: readonly VendorChoice[]) => void
}) {
  const vendors = useVendors(padId, line)
  if (vendors) onVendors(vendors)
  const id = (field: string) => `${field}-${line.key}`
  const change = (more: object) => dispatch({ type: 'changed', change: { do: 'line', line: line.id, ...more } })
  const text = (field: LineField, value: string) => ({
    id: id(field),
    value: raw[rawName(line.key, field)] ?? value,
    problem: problems.get(rawName(line.key, field)),
    onType: (typed: string) => dispatch({ type: 'typed', line, field, text: typed }),
    onLeave: () => dispatch({ type: 'left', line, field }),
  })
  const others = vendors?.filter((one) => one.id !== line.supplierId) ?? []
  const own = vendors?.find((one) => one.id === line.supplierId)
  const typedPrice = line.basis === 'typed' || line.basis === 'missing'
  return (
    <div className="app-why-price__form">
      <div className="app-grid">
        <div className="app-c6">
          <Labelled id={id('supplier')} label="Supplier">
            <select
              className="nhsuk-select"
              id={id('supplier')}
              value={line.supplierId}
              onChange={(event) => change({ supplierId: event.currentTarget.value })}
            >
              <option value={line.supplierId}>{own ? vendorWords(own) : supplier}</option>
              {others.map((one) => (
                <option key={one.id} value={one.id}>
                  {vendorWords(one)}
                </option>
              ))}
            </select>
          </Labelled>
        </div>
        <div className="app-c6">
          <Labelled id={id('store')} label="Deliver this line to">
            <select
              className="nhsuk-select"
              id={id('store')}
              value={line.storeId}
              onChange={(event) => change({ storeId: event.currentTarget.value })}
            >
              {stores.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.label}
                </option>
              ))}
            </select>
          </Labelled>
        </div>
        {typedPrice && (
          <>
            <div className="app-c6">
              <Typed
                label="Price of a pack, ex VAT"
                number
                {...text('price', line.price === null ? '' : priceAsDecimal(line.price))}
              />
            </div>
            <div className="app-c6">
              <Typed label="Where the price comes from" {...text('source', line.source)} />
            </div>
          </>
        )}
        <div className="app-c6">
          <Typed label="Note for your own use (optional)" {...text('ownNote', line.ownNote)} />
        </div>
        {line.formulary === 'NON_FORMULARY' && (
          <div className="app-c6">
            <Typed
              label="Why it is ordered though not on the formulary"
              {...text('formularyReason', line.formularyReason)}
            />
          </div>
        )}
        {line.state === 'OFF_CONTRACT' && (
          <>
            <div className="app-c6">
              <Labelled id={id('reason')} label="Why buy off contract" problem={problems.get(`${line.key}/reason`)}>
                <select
                  className="nhsuk-select"
                  id={id('reason')}
                  value={line.reason ?? ''}
                  aria-describedby={problems.has(`${line.key}/reason`) ? `${id('reason')}-error` : undefined}
                  onChange={(event) =>
                    change({ reason: OFF_CONTRACT_CODES.find((one) => one === event.currentTarget.value) ?? null })
                  }
                >
                  <option value="">Choose a reason</option>
                  {OFF_CONTRACT_CODES.map((code) => (
                    <option key={code} value={code}>
                      {OFF_CONTRACT_REASONS[code]}
                    </option>
                  ))}
                </select>
              </Labelled>
            </div>
            <div className="app-c6">
              <Typed label="Note for the approver (optional)" {...text('note', line.note)} />
            </div>
          </>
        )}
      </div>
    </div>
  )
}

function vendorWords(vendor: VendorChoice): string {
  if (!vendor.priced) return `${vendor.name}: price to be typed`
  const amount = vendor.price === null ? '' : `, ${formatPrice(vendor.price)}`
  return `${vendor.name}${amount}${vendor.state ? `, ${CONTRACT_TAGS[vendor.state].words.toLowerCase()}` : ''}`
}

/** Whom the line can be bought from; asked once the line has an id, and again when its supplier changes. */
function useVendors(padId: string, line: ShownLine): readonly VendorChoice[] | null {
  const [found, setFound] = useState<{ line: string; vendors: VendorChoice[] } | null>(null)
  const known = line.orderId === '' ? null : line.id
  useEffect(() => {
    if (known === null) return
    const control = new AbortController()
    const path = `/orders/new/${padId}/vendors?${new URLSearchParams({ line: known })}`
    ask<{ vendors: VendorChoice[] }>(path, control.signal).then((answer) => {
      if (answer && !control.signal.aborted) setFound({ line: known, vendors: answer.vendors })
    })
    return () => control.abort()
  }, [padId, known])
  return found?.line === line.id ? found.vendors : null
}

function Labelled({
  id,
  label,
  problem,
  children,
}: {
  id: string
  label: string
  problem?: string
  children: ReactNode
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
      {children}
    </div>
  )
}

function Typed({
  id,
  label,
  value,
  problem,
  number,
  onType,
  onLeave,
}: {
  id: string
  label: string
  value: string
  problem?: string
  number?: boolean
  onType: (text: string) => void
  onLeave: () => void
}) {
  return (
    <Labelled id={id} label={label} problem={problem}>
      <input
        className={number ? 'nhsuk-input nhsuk-input--w10 nhsuk-input--number' : 'nhsuk-input'}
        id={id}
        value={value}
        inputMode={number ? 'decimal' : 'text'}
        autoComplete="off"
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={problem === undefined ? undefined : `${id}-error`}
        onChange={(event) => onType(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </Labelled>
  )
}
