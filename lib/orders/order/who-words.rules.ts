import { formatList } from '#lib/values/format.ts'
import type { ApproverRole, Plan } from './plan.schema.ts'
import { APPROVER_NAMES } from './reason.rules.ts'

/** Who is asked, in words: as a title ("Two of: procurement leads"), and within a sentence ("the procurement lead"). */
export type WhoWords = { title: string; inSentence: string }

/** What is put into words: a kind of approver, the names of those who are asked by name, and how many of them sign. */
export type AskedWho = { role: ApproverRole; names: readonly string[]; signatures: number }

const SEVERAL = {
  lead: 'procurement leads',
  chief: 'chief pharmacists',
  director: 'directors of finance',
  pharmacist: 'pharmacists',
} as const satisfies Record<ApproverRole, string>

const NUMBERS = ['none', 'one', 'two', 'three'] as const

/** Who is asked for an approval: a role, so many of a role, or people by name. */
export function whoWords({ role, names, signatures }: AskedWho): WhoWords {
  const number = NUMBERS[signatures] ?? String(signatures)
  if (names.length > 0) {
    const people = names.length === signatures ? formatList(names) : `${number} of: ${formatList(names, 'or')}`
    const text = signatures === 1 ? formatList(names, 'or') : people
    return { title: capital(text), inSentence: text }
  }
  if (signatures > 1) {
    const text = `${number} of: ${SEVERAL[role]}`
    return { title: capital(text), inSentence: text }
  }
  const article = role === 'pharmacist' ? 'a' : 'the'
  return { title: APPROVER_NAMES[role], inSentence: `${article} ${APPROVER_NAMES[role].toLowerCase()}` }
}

/**
 * A plan as one reads it: "the procurement lead and a pharmacist, then two of: directors of finance". "nobody" where it
 * asks nobody. `nameOf` says what the people named are called.
 */
export function planWords(plan: Plan, nameOf: (id: string) => string): string {
  if (plan.length === 0) return 'nobody'
  return plan
    .map((step) =>
      formatList(
        step.map(
          ({ role, people, signatures }) => whoWords({ role, names: people.map(nameOf), signatures }).inSentence,
        ),
      ),
    )
    .join(', then ')
}

/** What is needed, step after step, in one sentence part: "the procurement lead, then the chief pharmacist". */
export function stepsInWords(asked: readonly { step: number; who: WhoWords }[]): string {
  const steps = [...new Set(asked.map((one) => one.step))].sort((a, b) => a - b)
  return steps
    .map((step) => formatList(asked.filter((one) => one.step === step).map((one) => one.who.inSentence)))
    .join(', then ')
}

/** A sentence begun with what stands within one: "The procurement lead". */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
