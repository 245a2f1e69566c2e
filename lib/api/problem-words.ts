import { PROBLEMS, type ProblemCode } from './problem.ts'

/** What each code of a refusal means that an operation names, without the data of one request. */
export const REFUSAL_MEANINGS: Readonly<Record<string, string>> = {
  INVALID: 'The request does not fit: errors says where and why.',
  NOT_ALLOWED: 'The token’s person has no role that may do this.',
  NOT_FOUND: 'There is no such record in the token’s trust.',
  KEY_REUSED: 'The Idempotency-Key was used with another body.',
  CHANGED_MEANWHILE: 'The record is not as you read it. Read it again and decide again.',
  WRONG_STATUS: 'The order’s status does not allow this.',
  NO_ACCOUNT: 'The trust has no account with this supplier.',
  PRICE_ON_FILE: 'A price is known and cannot be typed.',
  LINES_INCOMPLETE: 'Lines lack a price, its source, or the reason for buying off contract.',
  PRICE_CHANGED: 'Prices are other today than the draft has them. Cancel it and raise it again.',
  HANDLED_OTHERWISE: 'Products are treated otherwise today than the draft has them. Cancel it and raise it again.',
  UNUSUAL_QUANTITY: 'Quantities are far above the usual ones. Confirm them with unusualConfirmed.',
  EMERGENCY_UNEXPLAINED: 'An emergency needs its reason.',
  EMERGENCY_UNDECIDED: 'An earlier emergency of who raises it is not decided yet: needs and can say who decides it.',
  DEPUTY_OF_OWNER: 'Whoever they stand in for raised, submitted or changed the order.',
  NOT_HANDED_OVER: 'As a deputy they were not given this kind of approval.',
  SENT_BEFORE: 'The supplier has an earlier version of this order.',
  OWN_ORDER: 'Nobody approves what they raised, submitted or changed.',
  OVER_LIMIT: 'The order is over the approver’s limit.',
  NOT_YOURS_TO_DECIDE: 'The approval asks for another kind of approver.',
  TWO_APPROVALS: 'The same person cannot give two approvals of one order.',
  NOT_YET: 'Somebody else has to decide before.',
  APPROVAL_OVER: 'The time for this approval is over. Return the order.',
  BEING_SENT: 'The order is on its way to the supplier. Wait until it is known whether it arrived.',
  SENDING_MOVED_ON: 'The message has moved on. Read the order again.',
  STILL_HELD: 'Something still holds the order: a requisition, an approval of an unlicensed medicine, an account.',
  GOODS_CAME: 'Goods of this order have come. Close what is still to come instead.',
  ASKED_ALREADY: 'The supplier was asked to cancel this already.',
  RECEIVER_RAISED: 'Nobody books in what they raised or changed.',
  NOT_RECEIVABLE: 'The order’s status does not allow booking in.',
}

/** A code with what it means. */
export type Meaning = { code: string; status: number | null; meaning: string }

/** Every code that integrators meet, by name. */
export function meanings(statusOf: (code: string) => number): Meaning[] {
  const ofDoor = (Object.keys(PROBLEMS) as ProblemCode[]).map((code): Meaning => {
    const { status, title, detail } = PROBLEMS[code]
    return { code, status, meaning: `${title}. ${detail}` }
  })
  const ofRules = Object.entries(REFUSAL_MEANINGS).map(([code, meaning]): Meaning => {
    return { code, status: statusOf(code), meaning }
  })
  return [...ofDoor, ...ofRules].sort((a, b) => (a.code < b.code ? -1 : 1))
}
