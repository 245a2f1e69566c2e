import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Link } from './link.tsx'

/** One answer: its question, what was answered, and where to change it. `act.what` is read out after the link's words. */
export type SummaryRow = { label: string; value: ReactNode; act?: { href: string; words: string; what: string } }

/** Answers to check, or the particulars of a document. Never an empty value: write "None" or "Not known". */
export function SummaryList({ rows, small }: { rows: readonly SummaryRow[]; small?: boolean }) {
  return (
    <dl className={classes('nhsuk-summary-list', small && 'app-14')}>
      {rows.map((row) => (
        <div key={row.label} className={classes(row.act && 'app-summary--act')}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          {row.act && (
            <dd>
              <Link href={row.act.href}>
                {row.act.words}
                <span className="nhsuk-u-visually-hidden"> {row.act.what}</span>
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
