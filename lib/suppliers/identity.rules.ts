import { ok, type Result, refuse } from '#lib/result.ts'

/** A supplier that is there, as far as it can be taken for another. */
export type ThereSupplier = { id: string; name: string; code: string; gln: string | null }

/** Words that say what kind of company it is, or where: two suppliers rarely differ by these alone. */
const IDLE_WORDS = new Set(['ltd', 'limited', 'plc', 'llp', 'inc', 'gmbh', 'bv', 'sa', 'ag', 'co', 'company', 'the'])
const IDLE_ENDS = new Set(['uk', 'gb', 'europe', 'international', 'group', 'holdings'])
const ALIKE_WORDS: Readonly<Record<string, string>> = {
  pharmaceutical: 'pharma',
  pharmaceuticals: 'pharma',
  laboratories: 'labs',
  laboratory: 'labs',
  lab: 'labs',
  generics: 'generic',
}

/** A name as files and people find a supplier or a store by it: any case, any spaces. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim()
}

/** The words of a name that tell it from others: no accents, no punctuation, no "Ltd", no "UK" at its end. */
export function tellingWords(name: string): string[] {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[’'.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !IDLE_WORDS.has(word))
    .map((word) => ALIKE_WORDS[word] ?? word)
  while (words.length > 1 && IDLE_ENDS.has(words.at(-1) ?? '')) words.pop()
  return words
}

/**
 * Whether two names may mean one supplier: the same telling words, one the beginning of the other ("Alliance" and
 * "Alliance Healthcare"), or a slip of the pen apart. For people to decide, never decided here.
 */
export function alike(a: string, b: string): boolean {
  const [one, other] = [tellingWords(a), tellingWords(b)]
  if (one.length === 0 || other.length === 0) return nameKey(a) === nameKey(b)
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.every((word, index) => word === long[index])) return true
  const [first, second] = [one.join(''), other.join('')]
  const allowed = Math.min(first.length, second.length) >= 9 ? 2 : Math.min(first.length, second.length) >= 5 ? 1 : 0
  return Math.abs(first.length - second.length) <= allowed && slips(first, second) <= allowed
}

/** How many letters are wrong, missing or too many between two texts (Levenshtein distance). */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Suppliers that a new name may mean, the surest first: `same` those of the very name, `alike` those to look at. */
export function suppliersLike<T extends ThereSupplier>(name: string, there: readonly T[]): { same: T[]; alike: T[] } {
  const key = nameKey(name)
  const same = there.filter((one) => nameKey(one.name) === key)
  return { same, alike: there.filter((one) => !same.includes(one) && alike(one.name, name)) }
}

/** A supplier of this organisation's own or its hub's, with what an account with it is known by. */
export type AccountedSupplier = ThereSupplier & { accountNumber: string | null; orderEmail: string | null }

/**
 * Suppliers that stand twice: one added by hand, and the hub's of the same GLN, the same telling words in its name, or the
 * same account. For people to join; each of one's own at most once, the surest first.
 */
export function suppliersTwice<T extends AccountedSupplier>(
  own: readonly T[],
  hubs: readonly T[],
): { own: T; into: T; why: 'gln' | 'name' | 'account' }[] {
  const signs = [
    { why: 'gln', same: (a: T, b: T) => a.gln !== null && a.gln === b.gln },
    { why: 'name', same: (a: T, b: T) => nameKey(a.name) === nameKey(b.name) || sameWords(a.name, b.name) },
    {
      why: 'account',
      same: (a: T, b: T) => sameText(a.accountNumber, b.accountNumber) || sameText(a.orderEmail, b.orderEmail),
    },
  ] as const
  return own.flatMap((one) => {
    for (const { why, same } of signs) {
      const into = hubs.find((other) => other.id !== one.id && same(one, other))
      if (into) return [{ own: one, into, why }]
    }
    return []
  })
}

function sameWords(a: string, b: string): boolean {
  const [one, other] = [tellingWords(a).join(' '), tellingWords(b).join(' ')]
  return one !== '' && one === other
}

function sameText(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.trim() !== '' && nameKey(a) === nameKey(b)
}

/** A code for a supplier that comes without one: its name in capitals, letters and digits only. */
export function codeFromName(name: string, taken: (code: string) => boolean): string {
  const stem =
    name
      .normalize('NFKD')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 20) || 'SUPPLIER'
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? stem : `${stem}${n}`
    if (!taken(code)) return code
  }
}

/**
 * What a new supplier is called by: its code as typed, else made from its name. Refused where the very name is there, or
 * names alike that were not `seen` beforehand (SUPPLIER_THERE), or where another has the code or the GLN (INVALID).
 */
export function newSupplier(
  typed: { name: string; code: string; gln?: string | undefined; seen: readonly string[] },
  there: readonly ThereSupplier[],
): Result<{ code: string }> {
  const like = suppliersLike(typed.name, there)
  if (like.same.length > 0) return refuse({ code: 'SUPPLIER_THERE', names: namesOf(like.same), same: true })
  const unseen = like.alike.filter((one) => !typed.seen.includes(one.id))
  if (unseen.length > 0) return refuse({ code: 'SUPPLIER_THERE', names: namesOf(unseen), same: false })
  const coded = there.find((one) => nameKey(one.code) === nameKey(typed.code))
  const placed = there.find((one) => one.gln !== null && one.gln === typed.gln)
  const errors = [
    ...(coded ? [{ field: 'code', message: `Enter another code: ${coded.name} has this one` }] : []),
    ...(placed ? [{ field: 'gln', message: `Check the GLN: ${placed.name} has this one` }] : []),
  ]
  if (errors.length > 0) return refuse({ code: 'INVALID', errors })
  const codes = new Set(there.map((one) => nameKey(one.code)))
  return ok({ code: typed.code || codeFromName(typed.name, (code) => codes.has(nameKey(code))) })
}

function namesOf(suppliers: readonly ThereSupplier[]): string[] {
  return [...new Set(suppliers.map((one) => one.name))].slice(0, 5)
}
