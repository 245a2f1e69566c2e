/** Shortest password, in letters (NCSC and ASVS 5.0: length over compulsory symbols). */
export const SHORTEST_PASSWORD = 12
/** Longest: long enough for any sentence. */
export const LONGEST_PASSWORD = 128

/** Words that the most common long passwords are made of, as they are after `plain`. */
const COMMON = [
  'password|passwort|passcode|pass|secret|letmein|welcome|login|signin|access|admin|administrator|root|user|guest|test',
  'testing|temp|temporary|default|changeme|change|please|iloveyou|ilove|love|you|your|my|me|this|is|the|a|it|to|and|not|new',
  'qwerty|qwertyuiop|qwertz|azerty|asdf|asdfgh|asdfghjkl|zxcvbn|zxcvbnm|qazwsx|qaz|wsx|edc|abc|abcd|abcdef|abcdefgh',
  'monkey|dragon|master|shadow|sunshine|princess|football|baseball|superman|batman|trustno|whatever|freedom|starwars',
  'liverpool|arsenal|chelsea|england|london|manchester|united|summer|winter|spring|autumn|january|february|march|april',
  'may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday',
  'hospital|pharmacy|pharmacist|medicine|medicines|nhs|trust|health|nurse|doctor|ward|stores|order|orders|tincture|demo',
  'hello|computer|internet|google|microsoft|windows|office|company|michael|charlie|jessica|daniel|thomas|jordan|george',
].flatMap((line) => line.split('|'))

const STANDS_FOR: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Why a password will not do. */
export type WeakPassword = 'TOO_SHORT' | 'TOO_LONG' | 'COMMON' | 'BREACHED' | 'ABOUT_YOU'

/** Whose password it is to be; `trust` is the name of the trust they work for. */
export type PasswordOf = { name: string; email: string; trust: string }

/**
 * Why this password will not do, or null: 12 letters at least; not made only of words, rows of keys and numbers that
 * everybody tries first; not one that was found in breaches, in whatever case, doubled, or with digits and signs before or
 * after it (`breached`, lower case); not made of one's own name, e-mail address or trust. No compulsory symbols, no expiry
 * (NCSC, NIST SP 800-63B 5.1.1.2).
 */
export function weakPassword(
  password: string,
  person: PasswordOf,
  breached: ReadonlySet<string> = new Set(),
): WeakPassword | null {
  const letters = [...password]
  if (letters.length < SHORTEST_PASSWORD) return 'TOO_SHORT'
  if (letters.length > LONGEST_PASSWORD) return 'TOO_LONG'
  if (new Set(letters).size < 5 || isMadeOf(password, COMMON)) return 'COMMON'
  const own = [person.name, person.trust]
    .flatMap((text) => text.split(/\s+/))
    .concat(person.email.split(/[@.]+/))
    .map((word) => plain(word))
    .filter((word) => word.length > 2)
  if (isMadeOf(password, [...own, ...COMMON])) return 'ABOUT_YOU'
  return coresOf(password).some((core) => breached.has(core)) ? 'BREACHED' : null
}

/** What is left of a password when its case and simple endings are taken off, and what it is doubled from. */
function coresOf(password: string): string[] {
  const text = password.toLowerCase().trim()
  const middle = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const half = middle.slice(0, middle.length / 2)
  const doubled = half !== '' && half + half === middle ? [half] : []
  return [text, text.replace(/[^\p{L}\p{N}]/gu, ''), middle, plain(middle), ...doubled].filter(
    (core) => core.length > 2,
  )
}

/** What to say about it. */
export function weakPasswordWords(weak: WeakPassword): string {
  switch (weak) {
    case 'TOO_SHORT':
      return `Enter a password of at least ${SHORTEST_PASSWORD} letters, such as three words that have nothing to do with each other`
    case 'TOO_LONG':
      return `Enter a password of at most ${LONGEST_PASSWORD} letters`
    case 'COMMON':
      return 'Enter a password that is harder to guess: this one is made of words and numbers that are tried first'
    case 'BREACHED':
      return 'Enter a password that was never stolen elsewhere: this one, or its word with digits around it, is on the lists that are tried first. Take three words that have nothing to do with each other'
    case 'ABOUT_YOU':
      return 'Enter a password that is not made of your name, e-mail address or trust'
  }
}

/** Whether nothing is left of the text once words of the list, digits and signs are taken out of it. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const known = new Set(words)
  return [plain(password), letters(password)].some((text) => covers(text, known))
}

function covers(text: string, known: ReadonlySet<string>): boolean {
  const reached = new Array<boolean>(text.length + 1).fill(false)
  reached[0] = true
  for (let end = 1; end <= text.length; end += 1) {
    for (let start = Math.max(0, end - 16); start < end; start += 1) {
      if (reached[start] && known.has(text.slice(start, end))) reached[end] = true
    }
  }
  return reached[text.length] === true
}

/** Lower case, digits and signs that stand for letters as those letters, all others gone. */
function plain(text: string): string {
  return letters([...text.toLowerCase()].map((letter) => STANDS_FOR[letter] ?? letter).join(''))
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '')
}
