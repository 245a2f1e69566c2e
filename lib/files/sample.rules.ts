import type { Layout } from './layout.rules.ts'
import { shortened } from './report.rules.ts'
import type { RawRow } from './row.rules.ts'

const SHOWN = 3

/** The first different texts of each column below the head, as "18.50, 12.00, 7.20"; '' where a column is empty. */
export function sampleOf(rows: readonly RawRow[], { headRow, headers }: Layout): string[] {
  const below = rows.filter(({ row }) => row > headRow)
  return headers.map((_, column) => {
    const texts = new Set<string>()
    for (const { cells } of below) {
      const text = cells[column] ?? ''
      if (text !== '') texts.add(shortened(text, 30))
      if (texts.size === SHOWN) break
    }
    return [...texts].join(', ')
  })
}
