import type { ReactNode } from 'react'

/**
 * The grey panel, one a page: the total first, then what counts for the decision, then the acts.
 * Evidence stands to its left, and above it on a phone with a link to `#id`.
 */
export function DecisionPanel({
  id = 'decide',
  title,
  total,
  totalSays,
  children,
}: {
  id?: string
  title: ReactNode
  total?: ReactNode
  totalSays?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="app-decide app-stack" id={id} aria-labelledby={`${id}-h`}>
      <h2 id={`${id}-h`}>{title}</h2>
      {total !== undefined && <p className="app-decide__total">{total}</p>}
      {totalSays !== undefined && <p className="app-14 app-2">{totalSays}</p>}
      {children}
    </section>
  )
}
