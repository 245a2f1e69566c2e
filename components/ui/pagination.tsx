import type { ReactNode } from 'react'
import { Link } from './link.tsx'

/**
 * Newer and older by cursor. `says` is the count in words: "Orders 51 to 100 of 312". Without an address there is no link.
 * Other words than newer and older go into `words`.
 */
export function Pagination({
  label = 'Pages',
  says,
  newer,
  older,
  words = { newer: 'Newer', older: 'Older' },
  children,
}: {
  label?: string
  says?: ReactNode
  newer?: string
  older?: string
  words?: { newer: string; older: string }
  children?: ReactNode
}) {
  return (
    <nav className="app-pages" aria-label={label}>
      {says !== undefined && <p className="app-2">{says}</p>}
      {newer !== undefined && (
        <Link href={newer} rel="prev">
          {words.newer}
        </Link>
      )}
      {older !== undefined && (
        <Link href={older} rel="next">
          {words.older}
        </Link>
      )}
      {children}
    </nav>
  )
}
