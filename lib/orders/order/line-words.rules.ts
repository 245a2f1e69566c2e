import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'
import type { AnswerCode, LineProgress } from './order.progress.ts'
import { backDetail, backWords, type WentBack } from './went-back.rules.ts'

/** What a line is said to be from. Packs; `sent`: its order left the house once. */
export type SaidLine = {
  sent: boolean
  state: string
  stateReason: string
  received: number
  closed: number
  dueOn: LocalDate | null
  progress: LineProgress
  answer: { code: AnswerCode; expectedOn: LocalDate | null; open: boolean } | null
  wentBack: readonly WentBack[]
}

/** A line's state: its mark, its words, and what stands beneath them. */
export type LineWords = { shape: 'todo' | 'part' | 'done' | 'changed' | 'held' | 'late'; words: string; more: string }

/** The mark and words of a line's state, for the page and for files alike. */
export function lineWords(line: SaidLine): LineWords {
  const { state, outstanding, daysLate } = line.progress
  const promised = line.answer?.expectedOn ?? line.dueOn
  const when = promised ? `Promised for ${formatDate(promised)}` : 'No date given'
  if (line.state === 'superseded')
    return { shape: 'changed', words: 'Replaced', more: line.stateReason || 'By a later line' }
  if (line.state === 'cancelled')
    return { shape: 'held', words: 'Cancelled', more: line.stateReason || 'No reason given' }
  if (!line.sent && line.received === 0) return { shape: 'todo', words: 'Not sent', more: '' }
  switch (state) {
    case 'closed':
      return { shape: 'held', words: 'Closed', more: line.stateReason || 'Nothing came' }
    case 'complete':
      if (line.wentBack.length > 0)
        return { shape: 'changed', words: `Received, ${backWords(line.wentBack)}`, more: backDetail(line.wentBack) }
      return {
        shape: 'done',
        words: 'Complete',
        more: line.closed > 0 ? `${formatCounted(line.closed, 'pack')} closed: ${line.stateReason}` : 'Everything came',
      }
    case 'not_available':
      return {
        shape: 'late',
        words: line.answer?.code === 'DISCONTINUED' ? 'Discontinued' : 'Not available',
        more: line.answer?.expectedOn ? `Again from ${formatDate(line.answer.expectedOn)}` : 'No date given',
      }
    case 'other_pack':
      return {
        shape: 'changed',
        words: 'Another pack offered',
        more: line.answer?.open ? 'Take it, or order elsewhere' : 'Not taken yet',
      }
    case 'part_received':
      return daysLate > 0
        ? { shape: 'late', words: `${outstanding} late`, more: `${formatCounted(daysLate, 'day')} late` }
        : { shape: 'part', words: `${outstanding} to follow`, more: when }
    case 'to_follow':
    case 'acknowledged':
    case 'waiting':
      if (daysLate > 0) return { shape: 'late', words: `${formatCounted(daysLate, 'day')} late`, more: when }
      if (state === 'waiting')
        return {
          shape: 'todo',
          words: 'No answer yet',
          more: promised ? `Expected ${formatDate(promised)}` : 'No date yet',
        }
      return {
        shape: state === 'to_follow' ? 'part' : 'todo',
        words: state === 'to_follow' ? 'To follow' : 'Accepted',
        more: when,
      }
  }
}
