import type { ReactNode } from 'react'

/**
 * Nothing to do, nothing found, not yet. Says so, then what comes next or the wider search (as a link in the children).
 * `title` only where the heading above does not say it already.
 */
export function EmptyState({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="app-empty">
      {title !== undefined && <h2>{title}</h2>}
      <p>{children}</p>
    </div>
  )
}
