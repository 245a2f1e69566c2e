import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/**
 * A part of a page: a black rule, its heading, its matter. `id` names it for links and for its label.
 * `columns` is how many of twelve it takes inside a `Grid`. `headingHidden` keeps the heading for those who listen.
 */
export function Section({
  id,
  title,
  lead,
  children,
  columns,
  headingHidden,
}: {
  id: string
  title: ReactNode
  lead?: ReactNode
  children: ReactNode
  columns?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12
  headingHidden?: boolean
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-h`}
      className={classes('app-section', columns !== undefined && `app-c${columns}`)}
    >
      <h2 id={`${id}-h`} className={classes(headingHidden && 'nhsuk-u-visually-hidden')}>
        {title}
      </h2>
      {lead !== undefined && <p className="app-lead">{lead}</p>}
      {children}
    </section>
  )
}

/** Twelve columns side by side; one under the other on small screens. `section` adds the space between sections above. */
export function Grid({ children, section }: { children: ReactNode; section?: boolean }) {
  return <div className={classes('app-grid', section && 'app-section')}>{children}</div>
}

/** A part of a `Grid` so many columns of twelve wide. `decision` is the column that follows while one reads. */
export function Column({
  span,
  children,
  decision,
}: {
  span: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12
  children: ReactNode
  decision?: boolean
}) {
  return <div className={classes(`app-c${span}`, decision && 'app-decide-col')}>{children}</div>
}
