'use client'

import { type MouseEvent, type ReactNode, useLayoutEffect, useRef } from 'react'

/** A line of the summary. With `href` ("#field-id") it leads to the field. */
export type SummaryError = { message: string; href?: string }

function toField(event: MouseEvent<HTMLAnchorElement>): void {
  const field = document.getElementById(event.currentTarget.hash.slice(1))
  if (field === null) return
  event.preventDefault()
  const label = field.closest('fieldset')?.querySelector('legend') ?? document.querySelector(`label[for="${field.id}"]`)
  ;(label ?? field).scrollIntoView()
  field.focus({ preventScroll: true })
}

/**
 * "There is a problem": takes the focus when it appears and leads to each field. A new answer needs a new React key.
 * For a refusal, `title` and the children say it in words.
 */
export function ErrorSummary({
  title = 'There is a problem',
  errors = [],
  children,
}: {
  title?: string
  errors?: readonly SummaryError[]
  children?: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    box.current?.focus()
  }, [])
  return (
    <div className="nhsuk-error-summary" ref={box} tabIndex={-1} role="alert">
      <h2 className="nhsuk-error-summary__heading">{title}</h2>
      {children !== undefined && <div>{children}</div>}
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={`${error.href ?? ''} ${error.message}`}>
              {error.href === undefined ? (
                error.message
              ) : (
                <a href={error.href} onClick={toField}>
                  {error.message}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
