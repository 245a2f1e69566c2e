import 'server-only'
import { id, moment, money, text } from '#lib/lists/column.rules.ts'
import { listFile, paged } from '#lib/lists/list-file.ts'
import { londonDate } from '#lib/values/dates.ts'
import { periodFilter } from '../duties/duties-file.queries.ts'
import { EXCEPTIONS, periodOf, type ReportAsked, reportAddress } from '../report.schema.ts'
import { type ExceptionRow, exceptionsReport } from './exceptions.queries.ts'

const A_BATCH = 500

/** The exceptions of one kind in a period. */
export const exceptionsFile = listFile<ReportAsked, ExceptionRow>({
  title: 'Exceptions',
  fileName: 'exceptions',
  permission: ['audit.view'],
  sensitive: ['people', 'prices'],
  schema: reportAddress,
  filters: (_actor, now, asked) => [
    ['Exceptions', EXCEPTIONS[asked.kind]],
    periodFilter(periodOf(asked, londonDate(now))),
  ],
  columns: () => [
    moment('When', (row) => row.at),
    id('Order', (row) => row.order?.number ?? ''),
    text('Supplier', (row) => row.order?.supplier ?? ''),
    text('Whose roles', (row) => row.whose?.name ?? ''),
    text('Asked for by', (row) => row.whose?.askedBy ?? ''),
    text('Who', (row) => row.who),
    text('What', (row) => row.words),
    money('Total of the order with VAT (£)', (row) => row.order?.gross ?? null),
  ],
  rows: ({ actor, now }, asked) =>
    paged((after: string | undefined) => exceptionsReport(actor, now, { ...asked, after }, A_BATCH)),
})
