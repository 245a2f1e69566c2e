'use client'

import { type FormEvent, type KeyboardEvent, type RefObject, useLayoutEffect } from 'react'
import { GS } from '#lib/exchange/gs1/element-string.ts'
import { isSeparatorKey } from '#lib/exchange/gs1/scan.ts'

/** The id of the scan field. */
export const SCAN_FIELD = 'scan'

/**
 * The one field everything is scanned or typed into; the page begins here. The mark between the parts of a barcode comes as a key that writes
 * nothing (F8, Ctrl+]) from many scanners: here it is written.
 */
export function ScanField({
  input,
  value,
  message,
  onChange,
  onScan,
}: {
  input: RefObject<HTMLInputElement | null>
  value: string
  message: string | null
  onChange: (value: string) => void
  onScan: (text: string) => void
}) {
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), [input])

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (!isSeparatorKey(event)) return
    event.preventDefault()
    onChange(`${input.current?.value ?? value}${GS}`)
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    onScan(input.current?.value ?? value)
  }
  return (
    <form className="app-scan" onSubmit={onSubmit} noValidate>
      <div className={message === null ? undefined : 'nhsuk-form-group--error'}>
        <label className="nhsuk-label" htmlFor={SCAN_FIELD}>
          Scan a pack
        </label>
        {message !== null && (
          <span className="nhsuk-error-message" id={`${SCAN_FIELD}-error`} role="alert">
            <span className="nhsuk-u-visually-hidden">Error:</span> {message}
          </span>
        )}
        <input
          ref={input}
          className="nhsuk-input"
          id={SCAN_FIELD}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          aria-describedby={message === null ? `${SCAN_FIELD}-hint` : `${SCAN_FIELD}-hint ${SCAN_FIELD}-error`}
          aria-invalid={message === null ? undefined : true}
        />
        <p className="nhsuk-hint app-14" id={`${SCAN_FIELD}-hint`}>
          Or type a barcode, name or order number, then Enter.
        </p>
      </div>
    </form>
  )
}
