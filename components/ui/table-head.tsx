import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Link } from './link.tsx'
import { COLUMN_HEAD } from './table-roles.ts'

/** Which way a list is sorted. */
export type SortDirection = 'ascending' | 'descending'

/** The head of a column; units stand in it ("Pack ex VAT"). `hidden` for a column of drawings or acts. */
export function HeadCell({
  children,
  number,
  id,
  hidden,
  className,
  colSpan,
}: {
  children: ReactNode
  number?: boolean
  id?: string
  hidden?: boolean
  className?: string
  colSpan?: number
}) {
  return (
    <th {...COLUMN_HEAD} scope="col" id={id} colSpan={colSpan} className={classes(number && 'app-num', className)}>
      {hidden ? <span className="nhsuk-u-visually-hidden">{children}</span> : children}
    </th>
  )
}

/**
 * The head of a column by which the server can sort. `href` is the address of the list sorted this way, or the other way
 * round when `sorted` says that it is in force now.
 */
export function SortHead({
  children,
  href,
  sorted,
  number,
  id,
}: {
  children: ReactNode
  href: string
  sorted?: SortDirection
  number?: boolean
  id?: string
}) {
  return (
    <th {...COLUMN_HEAD} scope="col" id={id} aria-sort={sorted} className={classes(number && 'app-num')}>
      <Link href={href} scroll={false}>
        {children}
      </Link>
    </th>
  )
}
