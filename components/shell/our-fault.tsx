'use client'

import { useEffect } from 'react'
import { Button, Buttons } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Main } from './main.tsx'

/** A fault that was thrown; the digest is what the logs know it by. */
export type Fault = Error & { digest?: string }

/** What stands where a page failed: whose fault it is, that it can be tried again, and what to quote. */
export function OurFault({ fault, again }: { fault: Fault; again: () => void }) {
  useEffect(() => {
    document.title = 'Error: Tincture could not show this page'
  }, [])
  return (
    <Main>
      <PageHead
        title="Tincture could not show this page"
        standfirst="The fault is ours. What was saved before is safe."
      />
      <div className="app-gap app-stack">
        {fault.digest !== undefined && (
          <p>
            If it happens again, quote <span className="app-code app-nowrap">{fault.digest}</span> to the help desk.
          </p>
        )}
        <Buttons>
          <Button type="button" kind="secondary" onClick={again}>
            Try again
          </Button>
          <Link href="/">Go to Today</Link>
        </Buttons>
      </div>
    </Main>
  )
}
