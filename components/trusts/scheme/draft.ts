import type { ApproverRole, Plan } from '#lib/orders/order/plan.schema.ts'
import type { ApprovalScheme, Bands } from '#lib/orders/order/scheme.schema.ts'
import { whoWords } from '#lib/orders/order/who-words.rules.ts'
import { formatList, formatPence } from '#lib/values/format.ts'
import { parsePounds, penceAsDecimal } from '#lib/values/money.ts'

/** Somebody who can be named in a scheme. */
export type Nameable = { id: string; name: string; clinical: boolean; ladder: boolean }

/** One line of a plan as it is typed. `key` keeps it apart from the others while lines come and go. */
export type LineDraft = {
  key: number
  turn: 'and' | 'then'
  role: ApproverRole
  signatures: string
  people: readonly string[]
}

/** A band as it is typed. */
export type BandDraft = { key: number; upTo: string; lines: readonly LineDraft[] }

let keys = 0

/** A key that no other line or band of this page has. */
export function freshKey(): number {
  keys += 1
  return keys
}

/** A line to begin with. */
export function newLine(turn: LineDraft['turn']): LineDraft {
  return { key: freshKey(), turn, role: 'lead', signatures: '1', people: [] }
}

/** A plan as lines to be typed. */
export function linesOf(plan: Plan): LineDraft[] {
  return plan.flatMap((step, at) =>
    step.map((ask, index) => ({
      key: freshKey(),
      turn: at > 0 && index === 0 ? 'then' : 'and',
      role: ask.role,
      signatures: String(ask.signatures),
      people: ask.people,
    })),
  )
}

/** Bands as they are typed. */
export function bandsOf(bands: Bands): BandDraft[] {
  return bands.map(({ upTo, plan }) => ({
    key: freshKey(),
    upTo: upTo === null ? '' : penceAsDecimal(upTo).replace(/\.00$/, ''),
    lines: linesOf(plan),
  }))
}

/** What lines mean, in a sentence: "the procurement lead, then the chief pharmacist". */
export function linesInWords(lines: readonly LineDraft[], nameOf: (id: string) => string): string {
  if (lines.length === 0) return 'nobody'
  const steps: string[][] = []
  for (const line of lines) {
    const signatures = Math.min(3, Math.max(1, Number(line.signatures) || 1))
    const words = whoWords({ role: line.role, names: line.people.map(nameOf), signatures }).inSentence
    const last = steps.at(-1)
    if (last && line.turn === 'and') last.push(words)
    else steps.push([words])
  }
  return steps.map((step) => formatList(step)).join(', then ')
}

/** Where a band begins and ends, in words, as far as it is typed: "More than £5,000.00, up to £25,000.00". */
export function bandInWords(bands: readonly BandDraft[], index: number): string {
  const from = parsePounds(bands[index - 1]?.upTo ?? '')
  const to = index === bands.length - 1 ? null : parsePounds(bands[index]?.upTo ?? '')
  const begins = index === 0 ? '' : from === null ? 'More than the band before' : `More than ${formatPence(from)}`
  const ends = index === bands.length - 1 ? '' : to === null ? 'up to …' : `up to ${formatPence(to)}`
  const words = [begins, ends].filter((text) => text !== '').join(', ') || 'Any amount'
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The plans of a scheme that stand by themselves, with what the form calls them. */
export const CATEGORIES = [
  ['firstPurchase', 'A pack never bought before'],
  ['newSupplier', 'A first order to a supplier, beside the contracts'],
  ['priceOverContract', 'A price dearer than the contract'],
  ['highCost', 'A high-cost medicine'],
  ['controlledDrugs', 'A controlled drug'],
  ['unlicensed', 'An unlicensed medicine without a valid approval'],
  ['emergency', 'Any emergency order, besides'],
] as const satisfies readonly (readonly [keyof ApprovalScheme, string])[]
