import { z } from 'zod'
import { contractLines } from '#lib/contracts/contract-lines.queries.ts'
import type { AwardLine } from '#lib/contracts/contracts.queries.ts'
import { ok } from '#lib/result.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { cursor, cursorOf, UUID_PART } from './cursor.schema.ts'
import { apiGet, type Operation } from './operation.ts'
import { moneyOf, priceOf } from './tell-order.ts'
import { amppId, day, money, nextAfter, packPrice } from './values.schema.ts'

const supplier = z.object({ id: z.uuid(), name: z.string() })

const contractLine = z.object({
  id: z.uuid(),
  reference: z.string().meta({ description: 'The framework’s reference' }),
  lot: z.string(),
  buyingGroup: z.string(),
  amppId,
  product: z.string().nullable(),
  maker: z.string().nullable(),
  pack: z.string().nullable(),
  holder: supplier,
  rank: z.int().meta({ description: '1 is used first; 99 = unranked' }),
  route: z.enum(['direct', 'wholesaler']),
  wholesalers: z.array(supplier),
  price: packPrice.nullable().meta({ description: 'null where it is not shown' }),
  validFrom: day,
  validTo: day,
  minimumPacks: z.int(),
  minimumOrder: money,
  status: z.enum(['active', 'suspended', 'terminated']),
})

function tell(line: AwardLine): z.input<typeof contractLine> {
  const { id, reference, lot, buyingGroup, amppId, rank, route, validFrom, validTo, minimumPacks, status } = line
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name })
  return {
    ...{ id, reference, lot, buyingGroup, amppId, rank, route, validFrom, validTo, minimumPacks, status },
    product: line.pack?.name ?? null,
    maker: line.pack?.maker ?? null,
    pack: line.pack?.packText ?? null,
    holder: named(line.holder),
    wholesalers: line.wholesalers.map(named),
    price: priceOf(line.price),
    minimumOrder: moneyOf(line.minimumOrder) ?? '0.00',
  }
}

/** What was agreed, at what price. */
export const CONTRACT_READS: readonly Operation[] = [
  apiGet({
    id: 'listContracts',
    tag: 'Contracts',
    summary: 'List contract lines',
    description: 'The lines of frameworks that hold for the trust’s buying groups on a day, a hundred at a time.',
    params: z.strictObject({}),
    query: z.strictObject({
      on: day.optional().meta({ description: 'The day; today unless told' }),
      reference: z.string().max(100).optional().meta({ description: 'A framework’s reference' }),
      amppId: amppId.optional(),
      after: cursor([UUID_PART]),
    }),
    answer: z.object({ items: z.array(contractLine), after: nextAfter }),
    run: async ({ actor, now }, { query: { on, reference, amppId, after } }) => {
      const asked = { on: on as LocalDate | undefined, reference, amppId, after: after?.[0] }
      const found = await contractLines(actor, now, asked)
      return ok({ items: found.lines.map(tell), after: found.after === null ? null : cursorOf([found.after]) })
    },
  }),
]
