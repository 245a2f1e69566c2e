import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { csvRows } from '#lib/documents/csv.ts'
import { milli, milliAsDecimal } from '#lib/values/packs.ts'
import { decisionPage } from './decision.queries.ts'

const HEAD = [
  'Medicine',
  'Unit',
  'On the shelf',
  'Used a day',
  'On other orders',
  'On orders that wait',
  'This order',
  'Expected',
  'Days without it',
  'Days with it',
]

/** The stock cover of an order's medicines as CSV: what the drawing on its decision page shows; null for no order. */
export async function coverExport(actor: Actor, now: Date, number: string): Promise<AsyncGenerator<string> | null> {
  const page = await decisionPage(actor, now, number)
  return page && rowsOf(page.supply)
}

type Supply = NonNullable<Awaited<ReturnType<typeof decisionPage>>>['supply']

async function* rowsOf(supply: Supply): AsyncGenerator<string> {
  yield csvRows([HEAD], { bom: true })
  for (const one of supply) {
    const units = (n: number) => milliAsDecimal(milli(Math.round(n)))
    const days = (n: number | undefined) => (n === undefined ? 'Not known' : (Math.floor(n * 10) / 10).toFixed(1))
    yield csvRows([
      [
        one.product,
        one.unitName,
        units(one.onHand),
        one.projection ? units(one.projection.perDay) : 'Not known',
        units(one.onOrder),
        units(one.awaiting),
        units(one.ordered),
        one.arrivesOn,
        days(one.projection?.without),
        days(one.projection?.with),
      ],
    ])
  }
}
