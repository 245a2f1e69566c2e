import { formatCounted, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'

/** What choosing looks at of a row: its number and its total in pence, null where it is not shown. */
export type Choosable = { number: string; gross: number | null }

/** What is chosen: rows of this page, or everything that the filters match. */
export type Choice = { numbers: ReadonlySet<string>; last: string | null; all: Matches | null }

/** How many orders match the filters; `more` when one act does not reach them all. */
export type Matches = { orders: number; more: boolean; total: number; hidden: number }

/** Nothing is chosen. */
export const NONE: Choice = { numbers: new Set(), last: null, all: null }

/** Chooses or leaves a row; with `range` all rows between it and the one before, alike. */
export function toggled(choice: Choice, rows: readonly Choosable[], number: string, range: boolean): Choice {
  const numbers = new Set(choice.numbers)
  const on = !numbers.has(number)
  const from = rows.findIndex((row) => row.number === choice.last)
  const to = rows.findIndex((row) => row.number === number)
  const between = range && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : rows.slice(to, to + 1)
  for (const row of between) {
    if (on) numbers.add(row.number)
    else numbers.delete(row.number)
  }
  return { numbers, last: number, all: null }
}

/** Chooses every row of the page, or none. */
export function toggledAll(rows: readonly Choosable[], on: boolean): Choice {
  return { numbers: new Set(on ? rows.map((row) => row.number) : []), last: null, all: null }
}

/** How many are chosen. */
export function countOf({ numbers, all }: Choice): number {
  return all?.orders ?? numbers.size
}

/** What is chosen and what it comes to: "3 orders on this page, £120.00 with VAT". */
export function choiceWords(choice: Choice, rows: readonly Choosable[]): string {
  const { numbers, all } = choice
  if (all) return `All ${totalWords(all.orders, all.total, all.hidden)} that match the filters, also on other pages`
  if (numbers.size === 0) return 'None chosen yet'
  const chosen = rows.filter((row) => numbers.has(row.number))
  const total = chosen.reduce((sum, row) => sum + (row.gross ?? 0), 0)
  const which = numbers.size === rows.length && rows.length > 1 ? 'All ' : ''
  return `${which}${totalWords(numbers.size, total, chosen.filter((row) => row.gross === null).length)} on this page`
}

/** A number of orders with what they come to: "3 orders, £120.00 with VAT". `hidden` of them show no total. */
export function totalWords(orders: number, total: number, hidden: number): string {
  const count = formatCounted(orders, 'order')
  if (orders === 0 || hidden === orders) return count
  const sum = `${count}, ${formatPence(pence(total))} with VAT`
  return hidden === 0 ? sum : `${sum} and ${formatCounted(hidden, 'total')} not shown to you`
}
