import { Sub } from '#components/ui/table.tsx'
import { cdName, type Pack } from '#lib/catalogue/pack.rules.ts'

/** What must be known of packs before they are ordered, in words: controlled, fridge, unlicensed, hazardous …; with `madeUp`, whether the demo invents them. */
export function markWords(packs: readonly Pack[], madeUp = false): string[] {
  const [first] = packs
  if (!first) return []
  const some = (is: (pack: Pack) => boolean) => packs.some(is)
  return [
    first.marks.some((mark) => mark.startsWith('Treated here as')) ? '' : cdName(first.cdCategory),
    ...new Set(packs.flatMap((pack) => pack.marks)),
    some((pack) => pack.fridge) ? 'Fridge' : '',
    some((pack) => pack.unlicensed) ? 'Unlicensed' : '',
    some((pack) => pack.hazardous) ? 'Hazardous' : '',
    some((pack) => pack.highCost) ? 'High cost' : '',
    some((pack) => pack.biosimilar) ? 'Biosimilar' : '',
    packs.every((pack) => pack.discontinued) ? 'Discontinued' : '',
    madeUp && packs.every((pack) => pack.madeUp) ? 'Packs made up for the demo' : '',
  ].filter(Boolean)
}

/** The same as a second line of a cell; nothing where there is nothing to know. */
export function PackMarks({ packs }: { packs: readonly Pack[] }) {
  const words = markWords(packs)
  return words.length === 0 ? null : <Sub>{words.join(', ')}</Sub>
}
