import 'server-only'
import { z } from 'zod'
import { count, moment, money, text, yes } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { DEPUTY_KIND_NAMES } from '#lib/orders/order/deputy-kinds.rules.ts'
import type { DeputyState } from './consent.rules.ts'
import { type DeputisingView, deputisings } from './deputies.queries.ts'

const STATES = {
  asked: 'Not agreed to yet',
  declined: 'Declined',
  to_come: 'To come',
  running: 'Holds now',
  over: 'Over',
  ended: 'Ended',
} as const satisfies Record<DeputyState, string>

/** Who was away, and who stood in for whom, with the consent to it and its end. */
export const deputiesFile = listFile<object, DeputisingView>({
  title: 'Away and deputies',
  fileName: 'deputies',
  permission: ['approvals.view', 'people.view'],
  sensitive: ['people'],
  schema: z.object({}),
  columns: () => [
    text('Person', (row) => row.person),
    text('Deputy', (row) => row.deputy),
    yes('Away', (row) => row.away),
    moment('From', (row) => row.from),
    moment('Until', (row) => row.until),
    text('May decide', (row) => row.kinds.map((kind) => DEPUTY_KIND_NAMES[kind]).join('; ')),
    money('Up to (£ with VAT)', (row) => row.most),
    text('Why', (row) => row.reason),
    text('State', (row) => STATES[row.state]),
    text('Named by', (row) => row.madeBy),
    moment('Named', (row) => row.madeAt),
    text('Answered by', (row) => row.answeredBy),
    text('Ended by', (row) => row.endedBy),
    moment('Ended', (row) => row.endedAt),
    count('Decisions', (row) => row.decisions),
  ],
  rows: ({ actor, now }) => paged<DeputisingView, string>((after) => deputisings(actor, now, 'all', after)),
})
