import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate, formatPenceHeadline } from '#lib/values/format.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import type { Totals } from './effect.rules.ts'

type Common = {
  name: string
  trust: string
  fileName: string
  link: string
  by: string
  firstOn: LocalDate
  lastOn: LocalDate
}

/** On which days changes begin: "on 1 July 2026", "from 1 July 2026 to 1 September 2026". */
export function daysWords({ firstOn, lastOn }: { firstOn: LocalDate; lastOn: LocalDate }): string {
  return firstOn === lastOn ? `on ${formatDate(firstOn)}` : `from ${formatDate(firstOn)} to ${formatDate(lastOn)}`
}

/** What a year's difference is in words: "saves £22,921.00 a year". */
export function sumWords(sum: number): string {
  if (sum === 0) return 'comes to the same'
  const amount: Pence = pence(Math.abs(sum))
  return `${sum < 0 ? 'saves' : 'costs'} ${formatPenceHeadline(amount)}${sum < 0 ? '' : ' more'} a year`
}

/** What a trust's buyer is written about an agreed catalogue. `sum`: pence a year, null where they may not see it. */
export function changesMail(facts: Common & { totals: Pick<Totals, 'lines' | 'act'>; sum: number | null }) {
  const { name, trust, link, by, totals, sum } = facts
  const when = daysWords(facts)
  const lines = formatCounted(totals.lines, 'line that you buy changes', 'lines that you buy change')
  const money = sum === null ? '' : ` At your use of the last 12 months that ${sumWords(sum)}, ex VAT.`
  const act = totals.act === 0 ? ' None needs an act.' : ` ${formatCounted(totals.act, 'needs', 'need')} an act before.`
  return {
    subject: `Contract prices change ${when}`,
    text: body(name, trust, `${by} loaded contract prices. ${lines} ${when}.${money}${act}`, 'See what changes:', link),
  }
}

/** What a second person is written about a catalogue that waits for them. */
export function agreeMail(facts: Common & { lines: number }) {
  const { name, trust, fileName, link, by, lines } = facts
  const says = `${by} asks for a second person: ${fileName} changes ${formatCounted(lines, 'contract line')} ${daysWords(facts)}.`
  return {
    subject: `Contract prices wait for a second person: ${fileName}`,
    text: body(name, trust, says, 'Look at them and decide:', link),
  }
}

function body(name: string, trust: string, says: string, act: string, link: string): string {
  return [
    `${name},`,
    '',
    says,
    '',
    act,
    link,
    '',
    '-- ',
    `Tincture at ${trust}. Nothing happens by opening the link.`,
    '',
  ].join('\n')
}
