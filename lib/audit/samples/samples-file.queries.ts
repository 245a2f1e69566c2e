import 'server-only'
import { z } from 'zod'
import { count, day, id, moment, money, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, type Filter, listFile } from '#lib/lists/list-file.ts'
import { STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { formatCount, formatDate, formatPence } from '#lib/values/format.ts'
import { SAMPLE_KINDS } from './sample.schema.ts'
import { type Sample, type SampledOrder, sampleById, samplesOf } from './samples.queries.ts'

/** The samples of the trust, each with the rule to draw it again. */
export const samplesFile = listFile<object, Sample>({
  title: 'Samples',
  fileName: 'audit-samples',
  permission: ['audit.view'],
  sensitive: ['people'],
  schema: z.object({}),
  columns: () => [
    moment('Drawn', (row) => row.drawnAt),
    text('Drawn by', (row) => row.drawnBy),
    day('Submitted from', (row) => row.from),
    day('Submitted to', (row) => row.to),
    text('Orders', (row) => SAMPLE_KINDS[row.kind]),
    money('Above (£)', (row) => (row.kind === 'above' ? row.above : null)),
    count('Drawn from', (row) => row.population),
    count('Orders drawn', (row) => row.drawn),
    id('Seed', (row) => row.seed),
    id('SHA-256 of the numbers drawn from', (row) => row.populationSha256),
  ],
  rows: ({ actor }) => atOnce(() => samplesOf(actor)),
})

const address = z.object({ sample: z.uuid('There is no such sample') })

/** The orders of one sample in the order they were drawn, for working papers. */
export const sampleFile = listFile<z.output<typeof address>, SampledOrder>({
  title: 'Sample of orders',
  fileName: 'sample-of-orders',
  permission: ['audit.view'],
  sensitive: ['people', 'prices'],
  schema: address,
  found: async (actor, _now, { sample }) => (await sampleById(actor, sample)) !== null,
  async filters(actor, _now, { sample: sampleId }) {
    const found = await sampleById(actor, sampleId)
    return found ? ruleOf(found.sample) : []
  },
  columns: () => [
    count('Drawn as', (row) => row.place),
    id('Order', (row) => row.number),
    text('Supplier', (row) => row.supplier),
    text('Status', (row) => STATUS_NAMES[row.status]),
    moment('Submitted', (row) => row.submittedAt),
    text('Raised by', (row) => row.raisedBy),
    yes('Passed by itself', (row) => row.passed),
    text('Approved by', (row) => row.approvedBy.join(', ')),
    text('Booked in by', (row) => row.receivedBy.join(', ')),
    yes('Emergency', (row) => row.emergency),
    count('Lines', (row) => row.lines),
    money('Total with VAT (£)', (row) => row.gross),
  ],
  rows: ({ actor }, { sample }) => atOnce(async () => (await sampleById(actor, sample))?.orders ?? []),
})

/** The rule of a sample in words, as its page and its file say it. */
export function ruleOf({ from, to, kind, above, population, drawn, seed, populationSha256 }: Sample): Filter[] {
  return [
    ['Submitted', `${formatDate(from)} to ${formatDate(to)}`],
    ['Orders', kind === 'above' ? `Above ${formatPence(above)} with VAT` : SAMPLE_KINDS[kind]],
    ['Drawn', `${formatCount(drawn)} of ${formatCount(population)}`],
    ['Seed', seed],
    ['SHA-256 of the numbers drawn from, one a line', populationSha256],
  ]
}
