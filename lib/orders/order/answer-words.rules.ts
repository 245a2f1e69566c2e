import { formatCount, formatCounted, formatList } from '#lib/values/format.ts'
import { ANSWER_NAMES } from './answer-names.ts'
import { ANSWER_CODES, type AnswerCode } from './order.progress.ts'

/** The answer to one line as the record keeps it. Packs the supplier will deliver, of those ordered. */
export type RecordedAnswer = { lineNo: number; code: AnswerCode; packs: number; ordered: number }

/**
 * A supplier's answer in one line for the history, without money: "4 lines accepted, line 1 not available and line 5 to
 * follow, 100 of 160 packs". Exceptions by line, what was accepted counted.
 */
export function answersInShort(answers: readonly RecordedAnswer[]): string {
  const accepted = answers.filter((one) => one.code === 'ACCEPTED').length
  const others = answers.filter((one) => one.code !== 'ACCEPTED').map(answerInShort)
  return formatList(accepted > 0 ? [`${formatCounted(accepted, 'line')} accepted`, ...others] : others)
}

/** One answer: "line 5 to follow, 100 of 160 packs". */
export function answerInShort({ lineNo, code, packs, ordered }: RecordedAnswer): string {
  const name = ANSWER_NAMES[code]
  const words = `line ${lineNo} ${name.charAt(0).toLowerCase()}${name.slice(1)}`
  if (packs === 0 || packs === ordered || code === 'SUBSTITUTE_OFFERED') return words
  return `${words}, ${formatCount(packs)} of ${formatCounted(ordered, 'pack')}`
}

/** Reads what a record says of the answers; what is none of ours is left out. */
export function recordedAnswers(value: unknown): RecordedAnswer[] {
  return Array.isArray(value) ? value.filter(isRecorded) : []
}

function isRecorded(value: unknown): value is RecordedAnswer {
  if (typeof value !== 'object' || value === null) return false
  const { lineNo, code, packs, ordered } = value as Record<string, unknown>
  const numbers = [lineNo, packs, ordered].every((one) => typeof one === 'number')
  return numbers && ANSWER_CODES.some((one) => one === code)
}
