import { MOST_PACKS } from '#lib/orders/raise/pad-limits.rules.ts'
import type { RowProblem } from '#lib/orders/raise/row.rules.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

/** Which field of a row a problem is mended in. */
export type RowField = 'wanted' | 'packs' | 'note'

/** Where a problem of a pasted row is mended. */
export function fieldOf(problem: RowProblem): RowField {
  switch (problem.code) {
    case 'NO_PACKS':
    case 'NOT_WHOLE':
    case 'TOO_MANY_PACKS':
      return 'packs'
    case 'LONG_NOTE':
      return 'note'
    default:
      return 'wanted'
  }
}

/** Why a pasted row is no line yet, and what to do about it. */
export function problemWords(problem: RowProblem, typed: { packs: string }): string {
  switch (problem.code) {
    case 'NO_PRODUCT':
      return 'Enter a name, a barcode or a code'
    case 'BROKEN_BY_EXCEL':
      return 'Excel rounded this id, and its last digits are lost. Format the column as text and copy it again, or type the name'
    case 'WRONG_DIGIT':
      return 'A digit of this number is wrong. Compare it with your list, or type the name'
    case 'TOO_SHORT':
      return 'Enter at least 3 letters of the name'
    case 'LONG_PRODUCT':
      return `This is too long for a name or a code. Shorten it by ${formatCounted(problem.over, 'letter')}`
    case 'UNKNOWN':
      return 'Nothing matches. Type the name, or leave the row out'
    case 'SEVERAL': {
      const count = problem.packs.length + problem.more
      return `${formatCount(count)} packs match. Choose one`
    }
    case 'DISCONTINUED':
      return `${problem.product} is discontinued. Type another product`
    case 'NOT_PERMITTED':
      return `Your formulary does not permit ${problem.product}. Type another product, or leave the row out`
    case 'NO_SUPPLIER':
      return `Nobody on file sells ${problem.product}. Choose whom you buy it from`
    case 'NO_PACKS':
      return 'Enter the packs'
    case 'NOT_WHOLE':
      return `“${shortened(typed.packs.trim())}” is not a whole number of packs`
    case 'TOO_MANY_PACKS':
      return `Enter ${formatCount(MOST_PACKS)} packs or fewer`
    case 'LONG_NOTE':
      return `Shorten the note by ${formatCounted(problem.over, 'letter')}`
  }
}

/** A text that was pasted, as far as it is needed to be known again. */
export function shortened(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1).toWellFormed()}…`
}

const LONGEST_QUOTE = 80
