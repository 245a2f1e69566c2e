import { PERMISSIONS, type Permission } from './access/permissions.ts'
import type { Refusal } from './refusal.ts'

/** A way on from a refusal. `href` empty = the page one is on, afresh. It opens beside it: what was typed stays here. */
export type WayOn = { href: string; words: string }

/** Where a refusal leads on, if anywhere, and which permission somebody needs who could do it or set it right. */
export type Ways = { link: WayOn | null; help: Permission | null }

const AFRESH = { href: '', words: 'See how it stands now' }

/**
 * What to do about a refusal: to see the record as it is now, or the record it names, and whose help it takes. Nothing
 * where the words say all there is to do on the page itself.
 */
export function waysOn(refusal: Refusal): Ways {
  return { link: linkOf(refusal), help: helpOf(refusal) }
}

function linkOf(refusal: Refusal): WayOn | null {
  switch (refusal.code) {
    case 'CHANGED_MEANWHILE':
      return { href: '', words: `See how the ${refusal.what} stands now` }
    case 'RECEIVER_RAISED':
    case 'NOT_RECEIVABLE':
    case 'NOT_AGREED_TO':
    case 'EMERGENCY_UNDECIDED':
      return { href: `/orders/${encodeURIComponent(refusal.number)}`, words: `Open ${refusal.number}` }
    case 'STANDING_TWICE':
      return { href: `/orders/standing/${encodeURIComponent(refusal.standingId)}`, words: 'See that standing order' }
    case 'SIGNED_OUT':
      return { href: '/sign-in', words: 'Sign in' }
    case 'HALF_OVER':
      return { href: '/sign-in', words: 'Sign in again' }
    case 'DIRECTORY_ONLY':
      return { href: `/sign-in?trust=${encodeURIComponent(refusal.odsCode)}`, words: 'Sign in there' }
    case 'PAD_CLOSED':
      return { href: '/orders', words: 'See the list of orders' }
    case 'REQUEST_WAITS':
      return { href: `/settings/people/requests/${encodeURIComponent(refusal.requestId)}`, words: 'See what waits' }
    case 'REVIEW_RUNS':
      return { href: `/settings/people/reviews/${encodeURIComponent(refusal.reviewId)}`, words: 'See that review' }
    case 'REQUEST_OVER':
    case 'REVIEW_OVER':
    case 'ROW_DECIDED':
      return AFRESH
    case 'NO_ACCOUNT':
      return { href: '/suppliers?view=none', words: 'See the suppliers without an account' }
    case 'SUPPLIER_THERE':
      return { href: `/suppliers?q=${encodeURIComponent(refusal.names[0] ?? '')}`, words: 'See it among the suppliers' }
    case 'WRONG_STATUS':
    case 'WRONG_TRUST':
    case 'KEY_REUSED':
    case 'GOODS_CAME':
    case 'STILL_OUTSTANDING':
    case 'NOTHING_OUTSTANDING':
    case 'ASKED_ALREADY':
    case 'SENT_BEFORE':
    case 'APPROVAL_OVER':
    case 'DEPUTY_THERE':
    case 'SENDING_MOVED_ON':
    case 'STILL_HELD':
    case 'BEING_SENT':
    case 'REQUISITION_NOT_WRITTEN':
    case 'REQUISITION_SIGNED':
    case 'ANSWER_RECORDED':
    case 'ALREADY_REVERSED':
    case 'OVER_DECIDED':
    case 'NOT_IN_QUARANTINE':
    case 'STOCK_MOVED_ON':
      return AFRESH
    default:
      return null
  }
}

function helpOf(refusal: Refusal): Permission | null {
  switch (refusal.code) {
    case 'NOT_ALLOWED':
      return isPermission(refusal.permission) ? refusal.permission : null
    case 'NO_ACCOUNT':
      return 'supplier.edit'
    case 'RECEIVER_RAISED':
      return 'order.receive'
    case 'OWN_COUNT':
    case 'EXCESS_GOES_BACK':
      return 'order.decide_over_delivery'
    case 'OWN_ORDER':
    case 'DEPUTY_OF_OWNER':
    case 'NOT_HANDED_OVER':
    case 'EMERGENCY_UNDECIDED':
    case 'TWO_APPROVALS':
    case 'NOT_YET':
    case 'OVER_LIMIT':
      return 'order.approve'
    case 'NOT_YOURS_TO_KEEP':
    case 'NOT_YOURS_TO_DECIDE':
      return refusal.needs === 'pharmacist' ? 'order.approve_clinical' : 'order.approve'
    case 'OWN_PROPOSAL':
    case 'PROPOSAL_OPEN':
    case 'NOT_YOUR_PROPOSAL':
      return 'scheme.second'
    case 'OTHER_TRUST':
    case 'NOT_AT_SITE':
    case 'OWN_ACCOUNT':
    case 'OWN_REQUEST':
    case 'NEW_ADMINISTRATOR':
      return 'people.edit'
    default:
      return null
  }
}

function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text)
}
