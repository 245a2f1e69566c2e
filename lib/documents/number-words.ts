const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

function underThousand(n: number): string {
  if (n < 20) return SMALL[n] ?? ''
  if (n < 100) return `${TENS[Math.floor(n / 10)] ?? ''}${n % 10 === 0 ? '' : `-${SMALL[n % 10] ?? ''}`}`
  const rest = n % 100
  return `${SMALL[Math.floor(n / 100)] ?? ''} hundred${rest === 0 ? '' : ` and ${underThousand(rest)}`}`
}

/** A whole number from 0 to 999,999 in words, as quantities of controlled drugs are written: "two hundred and eighty". */
export function numberInWords(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 999_999) throw new RangeError(`${n} is not written in words`)
  if (n < 1000) return underThousand(n)
  const rest = n % 1000
  const joint = rest === 0 ? '' : rest < 100 ? ` and ${underThousand(rest)}` : ` ${underThousand(rest)}`
  return `${underThousand(Math.floor(n / 1000))} thousand${joint}`
}
