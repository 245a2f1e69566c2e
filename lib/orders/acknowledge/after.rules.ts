import { formatCounted, formatList } from '#lib/values/format.ts'

/** Where an act leads: to another page, or on with this one and a sentence. */
export type After = { message?: string; redirectTo?: string }

/** After an answer was written down: on to the decisions it needs, else back to the order. */
export function afterAnswer({ number, open }: { number: string; open: number }): After {
  if (open === 0) return { redirectTo: `/orders/${number}` }
  const needs = open === 1 ? '1 line needs' : `${open} lines need`
  return { message: `Recorded. ${needs} a decision: it stands at the top of this page.` }
}

/** After a message was read in: what of it a person must still write down comes first. */
export function afterMessage(read: {
  number: string
  answered: number
  open: number
  byHand: readonly number[]
  unknown: readonly string[]
}): After {
  if (read.answered === 0 && read.byHand.length === 0) {
    return { message: 'Kept. The message says that they have the order; their answer to the lines follows.' }
  }
  const rest = [
    read.byHand.length > 0
      ? `Write down ${named(read.byHand)} by hand: their message counts in another unit than packs.`
      : '',
    read.unknown.length > 0 ? `They also name ${named(read.unknown)}, not open on this order.` : '',
  ].filter((text) => text !== '')
  if (rest.length === 0) return afterAnswer(read)
  return { message: [`Recorded ${formatCounted(read.answered, 'line')}.`, ...rest].join(' ') }
}

/** After a decision: on to the next while others can be decided, else back to the order. */
export function afterDecision(done: { number: string; next: string | null; open: number }): After {
  const on = done.open > 0 && done.next === null
  return { redirectTo: on ? `/orders/${done.number}/acknowledge` : `/orders/${done.number}` }
}

function named(lines: readonly (number | string)[]): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${formatList(lines.map(String))}`
}
