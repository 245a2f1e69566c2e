import { FORMATS } from '#lib/documents/spreadsheet.ts'
import type { ListId } from '#lib/lists/list-ids.rules.ts'

/**
 * Links to take a list as a file, with the filters and sort of its page: `query` is what its address holds. `what` names
 * it where a page has several ("order lines").
 */
export function TakeList({
  list,
  query = {},
  what = 'this list',
}: {
  list: ListId
  query?: Readonly<Record<string, string | undefined>>
  what?: string
}) {
  const address = (format: string) => {
    const parts = new URLSearchParams({ format })
    for (const [name, value] of Object.entries(query)) if (value) parts.set(name, value)
    return `/lists/${list}?${parts}`
  }
  return (
    <p className="app-take app-14">
      Take {what} as{' '}
      <a href={address('xlsx')}>
        {FORMATS.xlsx.name}
        <span className="nhsuk-u-visually-hidden"> of {what}</span>
      </a>{' '}
      or{' '}
      <a href={address('csv')}>
        {FORMATS.csv.name}
        <span className="nhsuk-u-visually-hidden"> of {what}</span>
      </a>
    </p>
  )
}
