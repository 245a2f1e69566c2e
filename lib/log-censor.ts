const SECRET_NAME =
  /pass(word|wd|phrase|code)?$|password|secret|token|cookie|authori[sz]ation|session_?id|^sid$|hash$|api_?key|private_?key|credential|signature|^mac$/i
const PATIENT_NAME = /patient|nhs_?number|hospital_?number|date_?of_?birth|^dob$|diagnosis/i

/** What stands in a log where something was taken out. */
export const CENSORED = '[not logged]'

const DEEPEST = 8
const LONGEST = 4000

/**
 * What may stand in a log: the value without secrets and without anything about patients, however deep. Taken out are
 * fields whose names say so, and texts that look like it wherever they stand: password hashes, signed tokens, bearer
 * and basic credentials, passwords in addresses, keys of 64 hexadecimal digits, valid NHS numbers.
 */
export function censored(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return censoredText(value)
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : value
  if (depth >= DEEPEST) return '[too deep]'
  if (value instanceof Date) return value
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (value instanceof Error) {
    const { name, message, stack, cause } = value
    return {
      type: name,
      message: censoredText(message),
      stack: censoredText(stack ?? ''),
      ...('code' in value ? { code: censored(value.code, depth + 1) } : {}),
      ...(cause === undefined ? {} : { cause: censored(cause, depth + 1) }),
    }
  }
  if (Array.isArray(value)) return value.map((part) => censored(part, depth + 1))
  const entries = value instanceof Map || value instanceof Headers ? [...value.entries()] : Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, part]) => [String(name), mayStand(String(name)) ? censored(part, depth + 1) : CENSORED]),
  )
}

function mayStand(name: string): boolean {
  return !SECRET_NAME.test(name) && !PATIENT_NAME.test(name)
}

const SHAPES: readonly RegExp[] = [
  /\$argon2\w*\$\S+/g,
  /\beyJ[\w-]{8,}\.[\w-]*\.[\w.-]*/g,
  /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /\btin_[0-9a-f]{8}_[\w-]{20,}/g,
  /\bwhsec_[\w-]{20,}/g,
  /\b[0-9a-f]{64}\b/gi,
  /\b(password|passwort|pwd|secret|token)["']?\s*[=:]\s*["']?[^\s"'&,;}]+/gi,
]

function censoredText(text: string): string {
  let clean = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  for (const shape of SHAPES) clean = clean.replace(shape, CENSORED)
  clean = clean.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, `$1${CENSORED}@`)
  return clean.replace(/(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w.-])/g, (digits) =>
    isNhsNumber(digits) ? CENSORED : digits,
  )
}

/** Ten digits with the check digit of NHS numbers (modulus 11, NHS Data Dictionary). */
function isNhsNumber(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number)
  const check = digits.pop()
  const sum = digits.reduce((total, digit, index) => total + digit * (10 - index), 0)
  return (11 - (sum % 11)) % 11 === check
}
