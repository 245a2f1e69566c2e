import type { ReactNode } from 'react'
import type { FieldError, TypedValues } from '#lib/action-answer.ts'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { FilterErrors } from './filter-errors.tsx'
import { Link } from './link.tsx'

/**
 * Filters of a list with Apply: a GET form, so that the address says what is filtered and nothing is remembered.
 * `hidden` carries what stays in force (the sort, the chip); `clear` leads to the list without filters. `errors` stand at
 * their fields, with what was `typed`.
 */
export function FilterForm({
  action,
  label,
  hidden,
  clear,
  apply = 'Apply',
  section,
  errors = [],
  typed,
  children,
}: {
  action: string
  label: string
  hidden?: Readonly<Record<string, string>>
  clear?: string
  apply?: string
  section?: boolean
  errors?: readonly FieldError[]
  typed?: TypedValues
  children: ReactNode
}) {
  return (
    <form className={classes('app-filter', section && 'app-section')} action={action} method="get" aria-label={label}>
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {errors.length > 0 ? (
        <FilterErrors errors={errors} typed={typed ?? {}}>
          {children}
        </FilterErrors>
      ) : (
        children
      )}
      <div className="app-filter__act">
        <Button kind="secondary">{apply}</Button>
        {clear !== undefined && <Link href={clear}>Clear filters</Link>}
      </div>
    </form>
  )
}
