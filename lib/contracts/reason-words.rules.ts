import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatList, formatPence, formatPrice, formatUnitPrice } from '#lib/values/format.ts'
import { lineNet } from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'
import { aUnit } from '#lib/values/units.ts'
import { type BuyingGroups, NATIONAL } from './award.rules.ts'
import { rankWords } from './contract-names.rules.ts'
import type { ShownReason } from './reason.rules.ts'
import type { ShownWhy } from './shown.rules.ts'

/** What the reason is of: a pack from a vendor, and how many. */
export type ReasonOf = {
  amppId: string
  packText: string
  unitName: string
  vendor: { name: string }
  packs: Packs
  today: LocalDate
}

type Tense = 'was' | 'is' | 'will be'

function tenseOf(on: LocalDate, today: LocalDate): Tense {
  return on < today ? 'was' : on > today ? 'will be' : 'is'
}

/**
 * The reason for a price as a buyer repeats it on the phone: the price, the contract and why it holds for this trust (or
 * why it does not), the quantity, and what is to change. Whole sentences, the first the answer.
 */
export function reasonSentences(reason: ShownReason, of: ReasonOf): string[] {
  const tense = tenseOf(reason.on, of.today)
  const day = tense === 'is' ? 'Today' : `On ${formatDate(reason.on)}`
  const { why } = reason
  if (!why) {
    return [
      `${day} no contract and no price on file ${tense === 'was' ? 'gave' : tense === 'is' ? 'gives' : 'will give'} a price for ${of.packText} from ${of.vendor.name}: it must be typed, with where it comes from.`,
      ...aheadSentences(reason, of),
    ]
  }
  return [
    priceSentence(why, of, `${day} `, tense),
    ...stateSentences(why, of, tense),
    ...quantitySentences(reason, why, of),
    ...aheadSentences(reason, of),
  ]
}

function priceSentence(why: ShownWhy, of: ReasonOf, day: string, tense: Tense): string {
  const subject = `${day}a pack of ${of.packText} from ${of.vendor.name}`
  const costs = tense === 'was' ? 'cost' : tense === 'is' ? 'costs' : 'will cost'
  if (why.price === null || why.perUnit === null) return `${subject}: the price is not shown to your role.`
  return `${subject} ${costs} ${formatPrice(why.price)} ex VAT, ${formatUnitPrice(why.perUnit)} ${aUnit(of.unitName)}.`
}

function stateSentences(why: ShownWhy, of: ReasonOf, tense: Tense): string[] {
  const { contract } = why
  const filed = why.basis === 'on_file' ? [`It ${tense} the price on file: ${why.source}${daysOnFile(why)}.`] : []
  if (!contract)
    return [
      ...filed,
      `No contract that reaches your trust covers this medicine${tense === 'is' ? '' : ' on that day'}.`,
    ]
  const named = `${contract.lot === '' ? contract.reference : `${contract.reference} lot ${contract.lot}`}`
  const rank = contract.rank === null ? 'not ranked' : `${rankWords(contract.rank).toLowerCase()} in rank`
  const days = `from ${formatDate(contract.validFrom)} to ${formatDate(contract.validTo)}`
  const award = `${named}, awarded to ${contract.holder.name}, ${rank}, ${days}`
  const group = groupSentence(contract.buyingGroup, why.groups)
  const vendors = formatList(
    contract.vendors.map((one) => one.name),
    'or',
  )
  if (why.state === 'OFF_CONTRACT') {
    const samePack = contract.amppId === of.amppId
    const instead = samePack
      ? `The contract for this pack is ${award}; ${of.vendor.name} does not deliver under it, ${vendors} ${contract.vendors.length > 1 ? 'do' : 'does'}.`
      : `It is off contract: the contract is ${award}, for ${contract.maker === '' ? '' : `${contract.maker}, `}${contract.packText}.`
    return [...filed, instead, ...againstSentence(why, of), group]
  }
  const high = why.state === 'ON_CONTRACT_PRICE_HIGH' ? ['It is over the contract price: query it.'] : []
  const by = contract.route === 'direct' ? `${contract.holder.name} delivers it.` : `It comes by ${vendors}.`
  return [...filed, `It ${tense} on contract: ${award}.`, ...high, `${group} ${by}`, ...againstSentence(why, of)]
}

function againstSentence(why: ShownWhy, of: ReasonOf): string[] {
  if (why.contractPrice === null || why.price === null || why.price === why.contractPrice) return []
  const apart = why.price - why.contractPrice
  const more = formatPrice(Math.abs(apart) as typeof why.price)
  return [
    `At the contract’s price ${of.packText} would be ${formatPrice(why.contractPrice)}: this is ${more} ${apart > 0 ? 'more' : 'less'} a pack.`,
  ]
}

/** Why a buying group’s contract reaches this trust. */
export function groupSentence(group: string, groups: BuyingGroups): string {
  if (group === NATIONAL) return 'It is a national line, for every trust.'
  if (group === groups.generics) return `Your trust buys generics in ${group}.`
  if (group === groups.branded) return `Your trust buys branded medicines in ${group}.`
  return `${group} is the pair of buying groups that your trust’s group, ${groups.generics ?? 'not known'}, is in.`
}

function daysOnFile(why: ShownWhy): string {
  if (!why.onFile) return ''
  const { from, to } = why.onFile
  return `, from ${formatDate(from)} ${to === null ? 'until further notice' : `to ${formatDate(to)}`}`
}

function quantitySentences(reason: ShownReason, why: ShownWhy, of: ReasonOf): string[] {
  const { terms } = reason
  const said: string[] = []
  const count = formatCounted(of.packs, 'pack')
  if (why.price !== null)
    said.push(`${count} ${of.packs === 1 ? 'comes' : 'come'} to ${formatPence(lineNet(why.price, of.packs))} ex VAT.`)
  if (terms && terms.minimumPacks > of.packs) {
    said.push(`The award asks for at least ${formatCounted(terms.minimumPacks, 'pack')} at a time.`)
  }
  if (terms && terms.minimumOrder > 0) {
    const below = `Orders below ${formatPence(terms.minimumOrder)}`
    said.push(
      terms.carriage > 0 ? `${below} carry ${formatPence(terms.carriage)} carriage.` : `${below} may be refused.`,
    )
  }
  return said
}

/** Changes that are told; further ones stand in the price history. */
const TOLD = 3

function aheadSentences(reason: ShownReason, of: ReasonOf): string[] {
  return reason.ahead.slice(0, TOLD).map(({ on, why }) => {
    const tense = tenseOf(on, of.today)
    const from = `From ${formatDate(on)}`
    if (!why)
      return `${from} no contract ${tense === 'was' ? 'held' : 'holds'} and no price ${tense === 'was' ? 'was' : 'is'} on file.`
    const source = why.contract && why.basis === 'contract' ? `under ${why.source}` : `from ${why.source}`
    const amount = why.price === null ? 'another price, not shown to your role' : formatPrice(why.price)
    const off = why.state === 'OFF_CONTRACT' && why.state !== reason.why?.state ? ', and off contract' : ''
    return `${from} it ${tense} ${amount}, ${source}${off}.`
  })
}
