import type { ReactNode } from 'react'
import { formatCount } from '#lib/values/format.ts'
import { Link } from './link.tsx'

/** One view of a list: its words, its address, how many it holds, and whether it is the one in force. */
export type Chip = { label: string; href: string; count?: number; current?: boolean }

/** Filters of one click each. What follows the chips (the order of the list in words, a link) comes as children. */
export function Chips({ label, chips, children }: { label: string; chips: readonly Chip[]; children?: ReactNode }) {
  return (
    <nav className="app-chips" aria-label={label}>
      <ul>
        {chips.map((chip) => (
          <li key={chip.href}>
            <Link className="app-chip" href={chip.href} aria-current={chip.current ? 'true' : undefined}>
              {chip.label}
              {chip.count !== undefined && ` ${formatCount(chip.count)}`}
            </Link>
          </li>
        ))}
      </ul>
      {children !== undefined && <span className="app-2">{children}</span>}
    </nav>
  )
}
