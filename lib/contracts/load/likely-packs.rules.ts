import { type DictionaryPack, packSearchText, searchable } from '#lib/catalogue/pack.rules.ts'
import { slipsBetween } from '#lib/catalogue/spelling.rules.ts'
import { joinStrengths, strengthForms } from '#lib/catalogue/strength.rules.ts'
import type { PackWords } from '#lib/files/by-words.rules.ts'
import { alike, tellingWords } from '#lib/suppliers/identity.rules.ts'

/** How near a pack is to some words in one respect: the same, something like it, not said by the words, or another. */
export type Near = 'same' | 'near' | 'unsaid' | 'other'

/** How near a pack is to some words, respect by respect. */
export type Nearness = { name: Near; strength: Near; form: Near; size: Near; maker: Near }

/** A pack that some words may mean, and why; `score` from 0 to 100, for the order alone. */
export type LikelyPack = { pack: DictionaryPack; near: Nearness; score: number }

/** How many packs are offered for some words. */
const MOST_OFFERED = 5

/** What a pack must come to before it is offered. */
const LEAST_SCORE = 45

const WEIGHTS: Record<keyof Nearness, Record<Near, number>> = {
  name: { same: 40, near: 22, unsaid: 0, other: 0 },
  strength: { same: 25, near: 16, unsaid: 8, other: 0 },
  form: { same: 12, near: 7, unsaid: 4, other: 0 },
  size: { same: 13, near: 8, unsaid: 4, other: 0 },
  maker: { same: 10, near: 6, unsaid: 2, other: 0 },
}

/** Words of a form or a container, in the singular: what a medicine's own name ends at. */
const FORMS = new Set(
  [
    'tablet capsule injection solution powder suspension vial ampoule infusion cream ointment gel drop spray inhaler patch',
    'suppository pessary syrup liquid granule sachet syringe cartridge pen bag bottle lozenge enema foam lotion paste implant',
    'concentrate prefilled filled oral nasal eye ear rectal vaginal transdermal nebuliser dispersible effervescent chewable',
    'orodispersible lyophilisate emulsion elixir mouthwash shampoo dressing device pastille gum film wafer kit mask tube',
  ].flatMap((line) => line.split(' ')),
)

/** Words that tell nothing. */
const IDLE = new Set('for of in and the a with per w v generic pack packs box x each pre'.split(' '))

/** How catalogues shorten. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ tab: 'tablet', tabs: 'tablet', cap: 'capsule', caps: 'capsule', inj: 'injection', inject: 'injection' },
  ...{ amp: 'ampoule', amps: 'ampoule', ampule: 'ampoule', ampules: 'ampoule', vl: 'vial', vls: 'vial' },
  ...{ soln: 'solution', sol: 'solution', susp: 'suspension', inf: 'infusion', pdr: 'powder', pwdr: 'powder' },
  ...{
    oint: 'ointment',
    crm: 'cream',
    conc: 'concentrate',
    supp: 'suppository',
    supps: 'suppository',
    neb: 'nebuliser',
  },
  ...{ suppositories: 'suppository', pessaries: 'pessary', nebules: 'nebuliser' },
}

/** Text in words as packs are compared by: amounts with their unit, bare numbers, and the rest in the singular. */
export type ReadWords = { words: string[]; amounts: string[]; numbers: string[] }

/** Reads a description: "Meropenem 1,000 mg inj. x 10" has the words meropenem and injection, 1000mg, and the number 10. */
export function readWords(text: string): ReadWords {
  const spaced = text
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
    .replace(/(\d)\s*%/g, '$1percent ')
    .replace(/\/\s*(ml|l|litre|g|mg|microgram|micrograms)\b/gi, ' / 1$1')
    .replace(/\bx\s*(?=\d)/gi, ' ')
    .replace(/\b(\d+)\s*['’]?s\b/gi, '$1')
  const read: ReadWords = { words: [], amounts: [], numbers: [] }
  for (const word of joinStrengths(searchable(spaced).split(' '))) {
    if (word === '' || IDLE.has(word)) continue
    if (/^\d+(\.\d+)?percent$/.test(word) || strengthForms(word) !== null) read.amounts.push(word)
    else if (/^\d+(\.\d+)?$/.test(word)) read.numbers.push(word)
    else read.words.push(singular(word))
  }
  return read
}

function singular(word: string): string {
  const long = Object.hasOwn(SHORT, word) ? SHORT[word] : undefined
  return long ?? (word.length > 3 ? word.replace(/s$/, '') : word)
}

const isForm = (word: string) => FORMS.has(word)

/** The words of a description that may begin the name of a medicine: what packs are looked for by. */
export function tellingOf({ description, brand }: Pick<PackWords, 'description' | 'brand'>): string[] {
  const { words } = readWords(`${description} ${brand}`)
  return [...new Set(words.filter((word) => word.length >= 2 && !isForm(word)))]
}

/** Words of a description read once for all packs that are held against them. */
type Line = ReadWords & { has: ReadonlySet<string>; said: PackWords; size: string | null }

function lineOf(said: PackWords): Line {
  const read = readWords(`${said.description} ${said.brand}`)
  const size = /^\d+(\.\d+)?$/.test(said.size) ? said.size.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : null
  return { ...read, has: new Set(read.words), said, size }
}

/**
 * The packs that some words may mean, the likeliest first, at most five: held against medicine, strength, form, pack size and
 * maker. Never one of another medicine. The same whatever order the packs come in.
 */
export function likelyPacks(said: PackWords, packs: readonly DictionaryPack[]): LikelyPack[] {
  const line = lineOf(said)
  return packs
    .flatMap((pack): LikelyPack[] => {
      const near = nearness(line, pack)
      if (near.name === 'other') return []
      const full = (Object.keys(WEIGHTS) as (keyof Nearness)[]).reduce((sum, key) => sum + WEIGHTS[key][near[key]], 0)
      const score = Math.max(0, full - (pack.discontinued ? 10 : 0))
      return score < LEAST_SCORE ? [] : [{ pack, near, score }]
    })
    .sort((a, b) => b.score - a.score || (a.pack.amppId < b.pack.amppId ? -1 : 1))
    .slice(0, MOST_OFFERED)
}

/** The one pack that is the same in every respect; null where there is none, or more than one. */
export function exactPack(likely: readonly LikelyPack[]): DictionaryPack | null {
  const exact = likely.filter(
    ({ near, pack }) => !pack.discontinued && Object.values(near).every((one) => one === 'same'),
  )
  return exact.length === 1 ? (exact[0]?.pack ?? null) : null
}

function nearness(line: Line, pack: DictionaryPack): Nearness {
  const name = readWords(pack.name)
  const end = name.words.findIndex(isForm)
  const own = end < 0 ? name.words : name.words.slice(0, end)
  const form = end < 0 ? [] : name.words.slice(end)
  const all = new Set([
    ...readWords(packSearchText(pack)).words,
    ...readWords(`${line.said.supplier} ${line.said.unit} ${pack.unitName}`).words,
  ])
  const left = line.words.filter((word) => !all.has(word))
  return {
    name: nameOf(line, { own, brand: readWords(pack.brand).words, left }),
    strength: strengthOf(line, name.amounts, readWords(pack.packText).amounts),
    form: formOf(line, form, left),
    size: sizeOf(line, pack),
    maker: makerOf(line.said.supplier, pack.maker),
  }
}

function nameOf(line: Line, { own, brand, left }: { own: string[]; brand: string[]; left: string[] }): Near {
  const more = left.some((word) => !isForm(word))
  if (own.length > 0 && own.every((word) => line.has.has(word))) return more ? 'near' : 'same'
  if (brand.length > 0 && brand.every((word) => line.has.has(word))) return more ? 'near' : 'same'
  const heads = own.filter((word) => line.has.has(word) || line.words.some((typed) => misspelt(typed, word)))
  return heads.length > 0 && heads.length * 2 >= own.length ? 'near' : 'other'
}

function misspelt(typed: string, word: string): boolean {
  if (typed.length < 5 || word.length < 5 || isForm(typed) || Math.abs(typed.length - word.length) > 2) return false
  return slipsBetween(typed, word) <= (word.length >= 8 ? 2 : 1)
}

const sameAmount = (a: string, b: string): boolean => {
  if (a === b) return true
  const forms = strengthForms(a)
  return forms?.some((form) => strengthForms(b)?.includes(form)) ?? false
}

/** The amounts of a name, all of them said and nothing else; some of them; none; or another one. What a pack holds in each is no strength. */
function strengthOf(line: Line, amounts: readonly string[], inPack: readonly string[]): Near {
  const isIn = (list: readonly string[]) => (one: string) => list.some((other) => sameAmount(one, other))
  const strange = line.amounts.filter((one) => !isIn(amounts)(one) && !isIn(inPack)(one))
  if (strange.length > 0) return 'other'
  const said = amounts.filter(isIn(line.amounts))
  if (said.length === amounts.length) return 'same'
  return said.length > 0 ? 'near' : 'unsaid'
}

function formOf(line: Line, form: readonly string[], left: readonly string[]): Near {
  const said = form.filter((word) => line.has.has(word))
  const strange = left.some(isForm)
  if (said.length === form.length) return strange ? (form.length === 0 ? 'other' : 'near') : 'same'
  if (said.length > 0) return strange ? 'other' : 'near'
  return line.words.some(isForm) ? 'other' : 'unsaid'
}

function sizeOf(line: Line, pack: DictionaryPack): Near {
  const units = String(pack.unitsMilli / 1000)
  const { unit } = line.said
  const unitFits = unit === '' || singular(searchable(unit)) === singular(searchable(pack.unitName))
  if (line.size !== null) return line.size !== units ? 'other' : unitFits ? 'same' : 'near'
  const volume = `${units}${searchable(pack.unitName)}`
  if (line.numbers.includes(units) || line.amounts.some((one) => sameAmount(one, volume)))
    return unitFits ? 'same' : 'near'
  return line.numbers.length > 0 ? 'other' : 'unsaid'
}

function makerOf(supplier: string, maker: string): Near {
  if (supplier === '') return 'unsaid'
  if (tellingWords(supplier).join(' ') === tellingWords(maker).join(' ')) return 'same'
  return alike(supplier, maker) ? 'near' : 'other'
}

const RESPECTS: Record<keyof Nearness, { same: string; near: string; unsaid: string; other: string }> = {
  name: { same: 'medicine', near: 'medicine much like it', unsaid: '', other: '' },
  strength: { same: 'strength', near: 'part of the strength', unsaid: 'strength not said', other: 'other strength' },
  form: { same: 'form', near: 'form much like it', unsaid: 'form not said', other: 'other form' },
  size: {
    same: 'pack size',
    near: 'pack size, in other units',
    unsaid: 'pack size not said',
    other: 'other pack size',
  },
  maker: { same: 'maker', near: 'maker much like it', unsaid: 'maker not said', other: 'other maker' },
}

/** Why a pack is offered, in words: what is the same, then what is not. */
export function whyLikely({ near, pack }: Pick<LikelyPack, 'near' | 'pack'>): string {
  const keys = Object.keys(RESPECTS) as (keyof Nearness)[]
  const same = keys.filter((key) => near[key] === 'same').map((key) => RESPECTS[key].same)
  const rest = keys.filter((key) => near[key] !== 'same').map((key) => RESPECTS[key][near[key]])
  const differs = [...rest, ...(pack.discontinued ? ['discontinued'] : [])]
  if (differs.length === 0) return 'The same in every respect'
  const begin = same.length === 0 ? '' : `Same ${same.join(', ')}`
  const end = differs.join(', ')
  return begin === '' ? `${end.charAt(0).toUpperCase()}${end.slice(1)}` : `${begin}; ${end}`
}
