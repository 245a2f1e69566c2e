import 'server-only'
import { z } from 'zod'
import { count, id, moment, text } from '#lib/lists/column.rules.ts'
import { MOST_ROWS } from '#lib/lists/limits.rules.ts'
import { type Filter, listFile, paged } from '#lib/lists/list-file.ts'
import { eventWords, isOrderEvent } from '#lib/orders/order/order-events.rules.ts'
import { type AuditRow, auditView, countAudit } from './audit-view.queries.ts'

const A_BATCH = 500

const address = z.object({
  number: z.string().trim().toUpperCase().max(40).catch(''),
  person: z.string().max(40).catch(''),
})

/** The record of the trust with its filters in force, newest first; what was known as it is stored. */
export const auditFile = listFile<z.output<typeof address>, AuditRow>({
  title: 'Audit',
  fileName: 'audit',
  permission: ['audit.view'],
  sensitive: ['people', 'prices'],
  schema: address,
  async filters(actor, _now, { number, person }) {
    const filters: Filter[] = number === '' ? [] : [['Order or goods received note', number]]
    if (person === '') return filters
    const { people } = await auditView(actor, {}, 1)
    return [...filters, ['Person', people.find((one) => one.id === person)?.name ?? 'Nobody known']]
  },
  columns: () => [
    moment('When', (row) => row.at),
    text('What', (row) => (isOrderEvent(row.verb) ? eventWords(row.verb, JSON.parse(row.payload).data) : row.verb)),
    text('Kind of document', (row) => row.document),
    id('Number', (row) => row.number),
    text('Who', (row) => row.who),
    count('Entry', (row) => row.seq),
    id('Id', (row) => row.id),
    text('What was known', (row) => row.payload),
  ],
  expected: ({ actor }, { number, person }) =>
    countAudit(actor, { ...(number && { number }), ...(person && { person }) }, MOST_ROWS),
  rows: ({ actor }, { number, person }) =>
    paged(async (after: string | undefined) => {
      const asked = { ...(number && { number }), ...(person && { person }), ...(after && { after }) }
      return auditView(actor, asked, A_BATCH)
    }),
})
