import { z } from 'zod'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { approveInput, rejectInput, returnInput } from '#lib/orders/approve/decision.schema.ts'
import { rejectOrder } from '#lib/orders/approve/reject-order.command.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { APPROVER_ROLES } from '#lib/orders/order/scheme.schema.ts'
import { apiPost, type Operation } from './operation.ts'
import { orderNumber, orderParams, version } from './values.schema.ts'

const role = z
  .enum(APPROVER_ROLES)
  .meta({ description: 'Which of the order’s approvals that wait; of several of a kind, the one that you may give' })
const numbered = z.object({ number: orderNumber })
const problems = [
  'OWN_ORDER',
  'OVER_LIMIT',
  'NOT_YOURS_TO_DECIDE',
  'TWO_APPROVALS',
  'NOT_YET',
  'DEPUTY_OF_OWNER',
  'NOT_HANDED_OVER',
  'CHANGED_MEANWHILE',
  'WRONG_STATUS',
]

/** Decisions of an approver. */
export const APPROVE_ACTS: readonly Operation[] = [
  apiPost({
    id: 'approveOrder',
    tag: 'Approvals',
    summary: 'Approve an order',
    description:
      'Nobody approves what they raised, submitted or changed, or beyond their limit. Whoever stands in for somebody decides in their place, within what was handed over; both names stand on it. The last approval sends it.',
    params: orderParams,
    body: z.strictObject({ version, role, comment: approveInput.shape.comment }),
    answer: numbered.extend({ next: z.enum(['queued', 'held', 'waits_for_others', 'given_afterwards']) }),
    example: { version: 1, role: 'lead', comment: '' },
    problems: [...problems, 'APPROVAL_OVER'],
    run: (act, { params: { number }, body }) => approveOrder(act, { ...body, number }),
  }),
  apiPost({
    id: 'returnOrder',
    tag: 'Approvals',
    summary: 'Return an order to who raised it',
    params: orderParams,
    body: z.strictObject({ version, role, comment: returnInput.shape.comment }),
    answer: numbered,
    example: { version: 1, role: 'lead', comment: 'Order half of it' },
    problems,
    run: (act, { params: { number }, body }) => returnOrder(act, { ...body, number }),
  }),
  apiPost({
    id: 'rejectOrder',
    tag: 'Approvals',
    summary: 'Refuse an order for good',
    params: orderParams,
    body: z.strictObject({ version, role, comment: rejectInput.shape.comment }),
    answer: numbered,
    example: { version: 1, role: 'lead', comment: 'Not needed any more' },
    problems,
    run: (act, { params: { number }, body }) => rejectOrder(act, { ...body, number }),
  }),
]
