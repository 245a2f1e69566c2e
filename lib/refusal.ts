import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import type { Pence, Price } from '#lib/values/money.ts'
import type { FieldError } from './action-answer.ts'
import type { TransmissionStatus } from './orders/order/transmission.status.ts'

/**
 * Why something was not done: a code with the data its words need. Refusals are values, faults are thrown.
 * The list is closed; the words of each stand once in lib/refusal-words.ts (an exhaustive switch).
 */
export type Refusal =
  // at the door
  | { code: 'SIGNED_OUT' }
  | { code: 'SIGN_IN_FAILED' }
  | { code: 'ONE_TIME_OVER'; hours: number }
  | { code: 'TOO_MANY_FAILED'; until: string }
  | { code: 'INSECURE_ADDRESS' }
  | { code: 'HALF_OVER' }
  | { code: 'DIRECTORY_ONLY'; odsCode: string }
  | { code: 'DIRECTORY_SESSION' }
  | { code: 'DIRECTORY_FAILED' }
  | { code: 'DIRECTORY_FULL' }
  | { code: 'NO_DIRECTORY' }
  | { code: 'OTHER_TRUST' }
  // people
  | { code: 'OWN_ACCOUNT' }
  | { code: 'OWN_REQUEST' }
  | { code: 'ONE_ADMINISTRATOR' }
  | { code: 'TWO_ADMINISTRATORS'; names: readonly string[] }
  | { code: 'NEW_ADMINISTRATOR'; from: string }
  | { code: 'REQUEST_WAITS'; requestId: string }
  | { code: 'REQUEST_OVER' }
  | { code: 'ROLES_CLASH'; pairs: readonly string[] }
  | { code: 'NOBODY_TO_CONSENT' }
  | { code: 'SECOND_NEEDED' }
  | { code: 'STILL_AT_WORK' }
  | { code: 'WORD_LOST'; until: string }
  | { code: 'NOT_AT_SITE'; site: string }
  | { code: 'REVIEW_RUNS'; reviewId: string }
  | { code: 'REVIEW_OVER' }
  | { code: 'REVIEW_UNFINISHED'; rows: number }
  | { code: 'ROW_DECIDED' }
  | { code: 'NOT_ALLOWED'; permission: string }
  | { code: 'NOT_FOUND'; what: string }
  | { code: 'WRONG_TRUST' }
  | { code: 'KEY_REUSED' }
  | { code: 'CHANGED_MEANWHILE'; what: string; by?: string; did?: string; at?: string }
  | { code: 'INVALID'; errors: readonly FieldError[] }
  // order
  | { code: 'GOODS_CAME' }
  | { code: 'STILL_OUTSTANDING'; packs: number }
  | { code: 'NOTHING_OUTSTANDING' }
  | { code: 'ASKED_ALREADY' }
  | { code: 'WRONG_STATUS'; verb: string; status: string }
  // raise
  | { code: 'PAD_CLOSED' }
  | { code: 'SENT_BEFORE' }
  | { code: 'EMPTY_PAD' }
  | { code: 'ROWS_LEFT'; rows: number }
  | { code: 'NO_ACCOUNT' }
  | { code: 'CHOOSE_SUPPLIER'; product: string }
  | { code: 'PRICE_ON_FILE'; product: string }
  | {
      code: 'LINES_INCOMPLETE'
      lines: readonly { product: string; missing: 'price' | 'source' | 'reason' | 'formulary' }[]
    }
  /** The trust’s formulary does not permit these packs; `why` as it says of the first, '' where nothing is told. */
  | { code: 'NOT_PERMITTED'; products: readonly string[]; why: string }
  | { code: 'EMERGENCY_UNEXPLAINED' }
  | { code: 'STANDING_ORDERS'; count: number }
  | { code: 'STANDING_ENDED' }
  | { code: 'STANDING_TWICE'; standingId: string; rhythm: string }
  | { code: 'NOT_A_BUYER' }
  | { code: 'UNUSUAL_QUANTITY'; lines: readonly { product: string; packs: number; usual: number }[] }
  | {
      code: 'PRICE_CHANGED'
      lines: readonly { product: string; was: Price | null; now: Price | null; shown: boolean }[]
    }
  /** Packs are treated otherwise by now: their lines belong on an order of another kind. */
  | { code: 'HANDLED_OTHERWISE'; lines: readonly { product: string; kind: 'standard' | 'cd' | 'unlicensed' }[] }
  /** What is to be treated more strictly adds nothing to what dm+d says, or would be laxer. */
  | { code: 'NOT_STRICTER' }
  // approve
  | { code: 'OWN_ORDER'; how: 'raised' | 'submitted' | 'changed' }
  | { code: 'NOT_YOURS_TO_DECIDE'; needs: ApproverRole }
  | { code: 'OVER_LIMIT'; limit: Pence; total: Pence }
  | { code: 'TWO_APPROVALS' }
  | { code: 'NOT_YET'; before: readonly ApproverRole[] }
  | { code: 'OWN_CATALOGUE' }
  | { code: 'SECOND_PERSON' }
  | { code: 'OWN_PROPOSAL' }
  | { code: 'PROPOSAL_OPEN' }
  | { code: 'NOT_YOUR_PROPOSAL' }
  | { code: 'SAME_SCHEME' }
  | { code: 'APPROVAL_OVER' }
  | { code: 'DEPUTY_OF_OWNER'; how: 'raised' | 'submitted' | 'changed' }
  | { code: 'NOT_HANDED_OVER' }
  | { code: 'DEPUTY_THERE' }
  | { code: 'CANNOT_DEPUTISE' }
  | { code: 'NOT_YOURS_TO_AGREE' }
  | { code: 'EMERGENCY_UNDECIDED'; number: string; due: string; needs: ApproverRole; can: readonly string[] }
  | { code: 'NOT_YOUR_ORDER' }
  // send
  | { code: 'BEING_SENT' }
  | { code: 'SENDING_MOVED_ON'; status: TransmissionStatus }
  | { code: 'STILL_HELD' }
  | { code: 'REQUISITION_NOT_WRITTEN' }
  | { code: 'NOT_THE_RECIPIENT'; recipient: string }
  | { code: 'REQUISITION_SIGNED' }
  | { code: 'CD_QUANTITY'; medicines: readonly string[] }
  // catalogue and contracts
  | { code: 'NO_PRICE'; product: string }
  | { code: 'FILE_GONE' }
  | { code: 'LOAD_USED'; by: string; names: readonly string[] }
  | { code: 'DICTIONARY_AT_WORK'; name: string }
  // files out
  | { code: 'FILES_UNDER_WAY'; most: number }
  | { code: 'FILE_OVER' }
  | { code: 'EXPORT_TOO_LONG'; most: number }
  // suppliers
  | { code: 'OWN_ADDRESS' }
  | { code: 'SUPPLIER_THERE'; names: readonly string[]; same: boolean }
  // acknowledge
  | { code: 'ANSWER_RECORDED' }
  | { code: 'SUBSTITUTE_UNKNOWN' }
  | { code: 'OTHER_KIND'; product: string }
  // receive
  | { code: 'RECEIVER_RAISED'; number: string }
  | { code: 'NOT_RECEIVABLE'; number: string; status: string }
  | { code: 'ALREADY_REVERSED' }
  | { code: 'STOCK_MOVED_ON' }
  | { code: 'OVER_DECIDED' }
  | { code: 'EXCESS_GOES_BACK'; why: 'controlled' | 'several' }
  | { code: 'NOT_YOURS_TO_KEEP'; needs: ApproverRole; can: readonly string[] }
  | { code: 'NOT_IN_QUARANTINE'; left: number }
  | { code: 'NOT_AGREED_TO'; number: string }
  | { code: 'OWN_COUNT' }
  | { code: 'OTHER_PERSON' }
  | { code: 'REVERSAL' }

/** The code of a refusal. */
export type RefusalCode = Refusal['code']
