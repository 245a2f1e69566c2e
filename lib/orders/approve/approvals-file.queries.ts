import 'server-only'
import { z } from 'zod'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { count, id, moment, money, tenths, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile, paged } from '#lib/lists/list-file.ts'
import { APPROVER_NAMES, reasonsInShort } from '#lib/orders/order/reason.rules.ts'
import { type Decided, type InboxItem, inbox, inboxPart } from './inbox.queries.ts'
import type { AfterWaiting } from './waiting.queries.ts'

const PLAIN = z.object({})

/**
 * What waits for a decision, all of it: the reader's own first, then everybody else's, nearest deadline first; where more
 * waits than is read at once, part by part in that order, what waits longest first.
 */
export const approvalsFile = listFile<object, InboxItem>({
  title: 'Approvals',
  fileName: 'approvals',
  permission: ['approvals.view'],
  sensitive: ['prices'],
  schema: PLAIN,
  columns: () => [
    yes('For you', (row) => row.mine),
    text('In the place of', (row) => row.inPlaceOf),
    moment('Decide by', (row) => row.decideBy.at),
    id('Order', (row) => row.number),
    text('Supplier', (row) => row.supplier),
    text('Why', (row) => (row.retrospective ? 'Emergency, after the act' : reasonsInShort(row.reasons))),
    text('Product', (row) => row.evidence?.product),
    count('Packs', (row) => row.evidence?.packs),
    tenths('Days of cover', (row) => row.evidence?.coverTenths),
    count('Lines', (row) => row.lines),
    text('Raised by', (row) => row.raisedBy),
    moment('Submitted', (row) => row.submittedAt),
    text('Decided by a', (row) => APPROVER_NAMES[row.goesTo.role]),
    text('Goes to', (row) => row.goesTo.names.join(', ')),
    money('Total with VAT (£)', (row) => row.gross ?? HIDDEN_WORDS.confidential),
  ],
  rows: ({ actor, now }) => paged((after: AfterWaiting | undefined) => inboxPart(actor, now, after)),
})

const DECISIONS = { approved: 'Approved', returned: 'Returned', rejected: 'Refused' } as const

/** The reader's own decisions of the last seven days, newest first. */
export const decisionsFile = listFile<object, Decided>({
  title: 'Your decisions',
  fileName: 'your-decisions',
  permission: ['order.approve', 'order.approve_clinical'],
  sensitive: ['prices'],
  schema: PLAIN,
  columns: () => [
    id('Order', (row) => row.number),
    text('Supplier', (row) => row.supplier),
    text('Decision', (row) => DECISIONS[row.state]),
    yes('After the act', (row) => row.retrospective),
    moment('When', (row) => row.decidedAt),
    text('In the place of', (row) => row.inPlaceOf),
    text('Comment', (row) => row.comment),
    money('Total with VAT (£)', (row) => row.gross ?? HIDDEN_WORDS.confidential),
  ],
  rows: ({ actor, now }) => atOnce(async () => (await inbox(actor, now)).decided),
})
