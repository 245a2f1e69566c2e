import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** More for those who want it, opened by a press: a chart as a table, how a figure was worked out. */
export function Details({
  summary,
  children,
  open,
  small,
}: {
  summary: string
  children: ReactNode
  open?: boolean
  small?: boolean
}) {
  return (
    <details className={classes('nhsuk-details', small && 'app-14')} open={open}>
      <summary className="nhsuk-details__summary">{summary}</summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  )
}
