import { type Actor, personOf } from '#lib/access/actor.ts'
import { formatCount, formatList } from '#lib/values/format.ts'
import type { RowPack, RowProblem } from '../row.rules.ts'

/** Which templates somebody may use and change, as a condition: their own, and those that are shared. */
export function visibleTo(actor: Actor): { OR: [{ shared: true }, { ownerId: string }] } {
  return { OR: [{ shared: true }, { ownerId: personOf(actor) }] }
}

/** What a pack is called, by its id; null where it is not among these. */
export function namesOfPacks(packs: readonly RowPack[], amppId: string): string | null {
  const pack = packs.find((one) => one.amppId === amppId)
  return pack ? `${pack.product}, ${pack.packText}` : null
}

/** What is in the way of a typed row, in words: "Row 3, Adenosine: 3 packs match: …". */
export function rowSays(no: number, problems: readonly RowProblem[], row: { wanted: string; packs: string }): string {
  const what = row.wanted === '' ? `Row ${no}` : `Row ${no}, ${brief(row.wanted)}`
  return `${what}: ${formatList(problems.map((one) => problemSays(one, row)))}`
}

function problemSays(problem: RowProblem, row: { packs: string }): string {
  switch (problem.code) {
    case 'NO_PRODUCT':
      return 'enter a name, a barcode or a code'
    case 'BROKEN_BY_EXCEL':
      return 'Excel rounded this id, so copy the column as text'
    case 'WRONG_DIGIT':
      return 'a digit of this number is wrong'
    case 'TOO_SHORT':
      return 'enter at least 3 letters of the name'
    case 'LONG_PRODUCT':
      return `shorten the product by ${formatCount(problem.over)} letters`
    case 'UNKNOWN':
      return 'nothing matches'
    case 'SEVERAL': {
      const count = formatCount(problem.packs.length + problem.more)
      return `${count} packs match, so add the pack size: ${problem.packs.map((one) => one.words).join('; ')}`
    }
    case 'DISCONTINUED':
      return `${problem.product} is discontinued`
    case 'NOT_PERMITTED':
      return `the formulary does not permit ${problem.product}`
    case 'NO_SUPPLIER':
      return `nobody on file sells ${problem.product}`
    case 'NO_PACKS':
      return 'enter the packs'
    case 'NOT_WHOLE':
      return `“${brief(row.packs)}” is not a whole number of packs`
    case 'TOO_MANY_PACKS':
      return 'enter 1,000,000 packs or fewer'
    case 'LONG_NOTE':
      return `shorten the note by ${formatCount(problem.over)} letters`
  }
}

function brief(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79).toWellFormed()}…`
}
