import 'server-only'
import { z } from 'zod'
import { day, tenths, text, units } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { milli } from '#lib/values/packs.ts'
import { decisionPage } from './decision.queries.ts'

type Supply = NonNullable<Awaited<ReturnType<typeof decisionPage>>>['supply'][number]

const rounded = (n: number) => milli(Math.round(n))
const daysInTenths = (n: number | undefined) => (n === undefined ? null : Math.floor(n * 10))

/** The stock cover of an order's medicines, without the order and with it: what the drawing on its decision page shows. */
export const coverFile = listFile<{ number: string }, Supply>({
  title: 'Stock cover',
  fileName: 'stock-cover',
  permission: ['approvals.view'],
  schema: z.object({ number: z.string().max(40) }),
  found: async (actor, now, { number }) => (await decisionPage(actor, now, number)) !== null,
  filters: (_actor, _now, { number }) => [['Order', number]],
  columns: () => [
    text('Medicine', (row) => row.product),
    text('Unit', (row) => row.unitName),
    units('On the shelf', (row) => rounded(row.onHand)),
    units('Used a day', (row) => row.projection && rounded(row.projection.perDay)),
    units('On other orders', (row) => rounded(row.onOrder)),
    units('On orders that wait', (row) => rounded(row.awaiting)),
    units('This order', (row) => rounded(row.ordered)),
    day('Expected', (row) => row.arrivesOn),
    tenths('Days without it', (row) => daysInTenths(row.projection?.without)),
    tenths('Days with it', (row) => daysInTenths(row.projection?.with)),
  ],
  rows: ({ actor, now }, { number }) => atOnce(async () => (await decisionPage(actor, now, number))?.supply ?? []),
})
