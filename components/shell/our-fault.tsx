'use client'

import { useEffect } from 'react'

/** A fault that was thrown; the digest is what the logs know it by. */
export type Fault = Error & { digest?: string }

/**
 * What stands where a page failed: whose fault it is, that it can be tried again, and what to quote. It goes to every
 * browser with every page, so it is made of nothing but elements.
 */
export function OurFault({ fault, again }: { fault: Fault; again: () => void }) {
  useEffect(() => {
    document.title = 'Error: Tincture could not show this page'
  }, [])
  return (
    <main id="maincontent" tabIndex={-1} className="app-width app-main">
      <h1>Tincture could not show this page</h1>
      <p className="app-standfirst">The fault is ours. What was saved before is safe.</p>
      <div className="app-gap app-stack">
        {fault.digest !== undefined && (
          <p>
            If it happens again, quote <span className="app-code app-nowrap">{fault.digest}</span> to the help desk.
          </p>
        )}
        <div className="app-buttons">
          <button type="button" className="nhsuk-button nhsuk-button--secondary" onClick={again}>
            Try again
          </button>
          <a href="/">Go to Today</a>
        </div>
      </div>
    </main>
  )
}

/** The same with a bare blue bar above it, where the rest of the page failed too. */
export function OurFaultAlone(props: { fault: Fault; again: () => void }) {
  return (
    <div className="app-shell">
      <header className="app-header">
        <div className="app-width">
          <a className="app-header__name" href="/">
            Tincture
          </a>
        </div>
      </header>
      <OurFault {...props} />
    </div>
  )
}
