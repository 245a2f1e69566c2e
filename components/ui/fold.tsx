import type { ReactNode } from 'react'

/**
 * What stands open where there is room, and behind one press on a phone: the filters and views of a list. `open` where
 * something in it has to be put right.
 */
export function Fold({ summary, open, children }: { summary: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="app-fold" open={open}>
      <summary className="nhsuk-details__summary">{summary}</summary>
      {children}
    </details>
  )
}
