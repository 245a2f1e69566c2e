import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { count, id, moment, text } from '#lib/lists/column.rules.ts'
import { MOST_ROWS } from '#lib/lists/limits.rules.ts'
import { type Filter, listFile, paged } from '#lib/lists/list-file.ts'
import { eventWords, isOrderEvent } from '#lib/orders/order/order-events.rules.ts'
import { formatDate } from '#lib/values/format.ts'
import { type AuditAsked, auditAddress } from './audit.schema.ts'
import { type AuditRow, auditChoices, auditView, countAudit } from './audit-view.queries.ts'

const A_BATCH = 500

/** What is asked of the record in words, as the notes of a file and the manifest of an export say it. */
export async function auditFilters(actor: Actor, now: Date, asked: AuditAsked): Promise<Filter[]> {
  const { number, person, product, supplier, from, to } = asked
  const { people, suppliers, medicines } = await auditChoices(actor, now, asked)
  const named = (all: readonly { id: string; name: string }[], of: string) =>
    all.find((one) => one.id === of)?.name ?? 'Nobody known'
  const filters: Filter[] = []
  if (number) filters.push(['Order or goods received note', number])
  if (person) filters.push(['Person', named(people, person)])
  if (product) filters.push(['Product', `${product}: ${medicines.map((one) => one.name).join('; ') || 'none found'}`])
  if (supplier) filters.push(['Supplier', named(suppliers, supplier)])
  if (from) filters.push(['From', formatDate(from)])
  if (to) filters.push(['To', formatDate(to)])
  return filters
}

/** The record of the trust with its filters in force, newest first; what was known as it is stored, with the codes. */
export const auditFile = listFile<AuditAsked, AuditRow>({
  title: 'Audit',
  fileName: 'audit',
  permission: ['audit.view'],
  sensitive: ['people', 'prices'],
  schema: auditAddress,
  filters: auditFilters,
  columns: () => [
    moment('When', (row) => row.at),
    text('What', (row) => (isOrderEvent(row.verb) ? eventWords(row.verb, JSON.parse(row.payload).data) : row.verb)),
    text('Kind of document', (row) => row.document),
    id('Number', (row) => row.number),
    text('Who', (row) => row.who),
    count('Entry', (row) => row.seq),
    id('Id', (row) => row.id),
    id('Chain', (row) => row.chainId),
    id('Code before', (row) => row.previousCode),
    id('Code', (row) => row.code),
    text('What was known', (row) => row.payload),
  ],
  expected: ({ actor, now }, asked) => countAudit(actor, now, asked, MOST_ROWS),
  rows: ({ actor, now }, asked) =>
    paged(async (after: string | undefined) => auditView(actor, now, { ...asked, ...(after && { after }) }, A_BATCH)),
})
