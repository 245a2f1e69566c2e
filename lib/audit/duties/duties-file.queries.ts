import 'server-only'
import { id, moment, money, text } from '#lib/lists/column.rules.ts'
import { type Filter, listFile, paged } from '#lib/lists/list-file.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatDate, formatList } from '#lib/values/format.ts'
import { type Period, periodOf, type ReportAsked, reportAddress } from '../report.schema.ts'
import { dutiesReport, type TwoDuties } from './duties.queries.ts'
import { DUTIES } from './duty.rules.ts'

/** The days of a report, as the notes of its file say them. */
export function periodFilter({ from, to }: Period): Filter {
  return ['Days', `${formatDate(from)} to ${formatDate(to)}`]
}

/** Everybody with two duties in one order of a period. */
export const dutiesFile = listFile<ReportAsked, TwoDuties>({
  title: 'Segregation of duties',
  fileName: 'segregation-of-duties',
  permission: ['audit.view'],
  sensitive: ['people', 'prices'],
  schema: reportAddress,
  filters: (_actor, now, asked) => [periodFilter(periodOf(asked, londonDate(now)))],
  columns: () => [
    id('Order', (row) => row.number),
    text('Supplier', (row) => row.supplier),
    moment('Submitted', (row) => row.submittedAt),
    text('Person', (row) => row.person),
    text('Duties', (row) => formatList(row.duties.map((duty) => DUTIES[duty]))),
    money('Total with VAT (£)', (row) => row.gross),
  ],
  rows: ({ actor, now }, asked) => paged((after: string | undefined) => dutiesReport(actor, now, { ...asked, after })),
})
