import { Fragment, isValidElement, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { CELL, ROW, ROW_GROUP, ROW_HEAD, TABLE } from './table-roles.ts'
import { wholeNumbers } from './whole-numbers.tsx'

/**
 * A table. Its caption always stands; `captionShown` shows it, otherwise a heading above says the same.
 * - `density`: `desk` (14px) where people work through lines, `calm` (16px) where they decide.
 * - `stack`: on a phone each row becomes a record; give every cell but the row's head a `label`.
 * - `inbox`: decide by, what, why, who, how much: exactly five columns, the second one the row's head.
 * - `sticky`: the head stays at the top of the screen.
 * - `wide`: may scroll sideways on a tablet and can then be reached by keyboard.
 */
export function Table({
  caption,
  captionShown,
  density = 'calm',
  stack = true,
  inbox,
  sticky,
  wide,
  className,
  children,
}: {
  caption: string
  captionShown?: boolean
  density?: 'desk' | 'calm'
  stack?: boolean
  inbox?: boolean
  sticky?: boolean
  wide?: boolean
  className?: string
  children: ReactNode
}) {
  const table = (
    <table
      {...TABLE}
      className={classes(
        'nhsuk-table',
        density === 'desk' && 'app-table--desk',
        stack && 'app-table--stack',
        inbox && 'app-inbox',
        sticky && 'app-table--sticky',
        className,
      )}
    >
      <caption className={captionShown ? 'nhsuk-table__caption' : 'nhsuk-u-visually-hidden'}>{caption}</caption>
      {children}
    </table>
  )
  if (!wide) return table
  return (
    <section className="app-scroll" aria-label={`${caption}, table`} {...{ tabIndex: 0 }}>
      {table}
    </section>
  )
}

/** The head of a table: one row of `HeadCell` or `SortHead`. `hidden` where the columns need no words on screen. */
export function TableHead({ children, hidden }: { children: ReactNode; hidden?: boolean }) {
  return (
    <thead {...ROW_GROUP} className={classes(hidden && 'nhsuk-u-visually-hidden')}>
      <tr {...ROW}>{children}</tr>
    </thead>
  )
}

/** The rows of a table. */
export function TableBody({ children }: { children: ReactNode }) {
  return <tbody {...ROW_GROUP}>{children}</tbody>
}

/** One record. `current` marks the one being worked on; `why` adds a line under it across `columns`, saying the reason. */
export function Row({
  children,
  current,
  why,
  columns,
  whyId,
}: {
  children: ReactNode
  current?: boolean
  why?: ReactNode
  columns?: number
  whyId?: string
}) {
  return (
    <>
      <tr {...ROW} className={classes(current && 'is-current', why !== undefined && 'has-why')}>
        {children}
      </tr>
      {why !== undefined && (
        <tr {...ROW} className={classes('app-why', current && 'is-current')}>
          <td {...CELL} colSpan={columns} id={whyId}>
            {why}
          </td>
        </tr>
      )}
    </>
  )
}

/** What a row is about: its name. `id` so that fields in the row can be named after it. */
export function RowHead({ children, id, colSpan }: { children: ReactNode; id?: string; colSpan?: number }) {
  return (
    <th {...ROW_HEAD} scope="row" id={id} colSpan={colSpan}>
      {children}
    </th>
  )
}

/**
 * A cell. `label` repeats the column's name where rows become records; `number` aligns right.
 * Never empty: write "None", "0", "Not known".
 */
export function Cell({
  children,
  label,
  number,
  colSpan,
  className,
}: {
  children: ReactNode
  label?: string
  number?: boolean
  colSpan?: number
  className?: string
}) {
  const said = wholeNumbers(children)
  return (
    <td {...CELL} data-label={label} colSpan={colSpan} className={classes(number && 'app-num', className)}>
      {label !== undefined && isMixed(said) ? <div>{said}</div> : said}
    </td>
  )
}

/** Several pieces in one cell must stay together beside its label when rows become records. */
function isMixed(children: ReactNode): boolean {
  return Array.isArray(children) || (isValidElement(children) && children.type === Fragment)
}

/** The last row: what is summed, then the sums. Black rule above. */
export function TotalsRow({ children }: { children: ReactNode }) {
  return (
    <tfoot {...ROW_GROUP}>
      <tr {...ROW}>{children}</tr>
    </tfoot>
  )
}

/** Second line of a cell, in grey: "Promised for 24 June 2026". */
export function Sub({ children, small }: { children: ReactNode; small?: boolean }) {
  return <span className={classes('app-sub', small && 'app-14')}>{wholeNumbers(children)}</span>
}
