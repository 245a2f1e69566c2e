import type { AnswerCode } from './order.progress.ts'

/** What a supplier's answer is called on screen. */
export const ANSWER_NAMES = {
  ACCEPTED: 'Accepted',
  CHANGED_QUANTITY: 'Fewer or more packs',
  CHANGED_PRICE: 'Another price',
  BACK_ORDER: 'To follow',
  NOT_AVAILABLE: 'Not available',
  SUBSTITUTE_OFFERED: 'Another pack offered',
  DISCONTINUED: 'Discontinued',
  ON_ALLOCATION: 'On allocation',
  CODE_UNKNOWN: 'Code not known to them',
} as const satisfies Record<AnswerCode, string>
