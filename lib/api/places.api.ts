import { z } from 'zod'
import { ok } from '#lib/result.ts'
import { listSuppliers, type SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { costCentresInUse, deliveryPlaces } from '#lib/trusts/delivery-places.queries.ts'
import { cursor, cursorOf, TEXT_PART, UUID_PART } from './cursor.schema.ts'
import { apiGet, type Operation } from './operation.ts'
import { moneyOf } from './tell-order.ts'
import { money, nextAfter } from './values.schema.ts'

const supplier = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['manufacturer', 'wholesaler', 'specials']),
  gln: z.string().nullable(),
  account: z
    .object({
      number: z.string(),
      channel: z.enum(['email', 'portal', 'phone']),
      minimumOrder: money,
      carriage: money,
      cutOff: z.string().nullable().meta({ description: 'HH:MM in London' }),
      leadDays: z.int(),
    })
    .nullable()
    .meta({ description: 'null = the trust has no account there and cannot order' }),
})

function tell({ id, code, name, kind, gln, account }: SupplierView): z.input<typeof supplier> {
  return {
    ...{ id, code, name, kind, gln },
    account: account && {
      number: account.accountNumber,
      channel: account.channel,
      minimumOrder: moneyOf(account.minimumOrder) ?? '',
      carriage: moneyOf(account.carriage) ?? '',
      cutOff: account.cutOff,
      leadDays: account.leadDays,
    },
  }
}

const store = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['pharmacy', 'cd_cupboard']),
  gln: z.string().nullable(),
  site: z.object({ name: z.string(), odsCode: z.string().nullable(), gln: z.string().nullable() }),
})

/** From whom, to where, paid by whom. */
export const PLACE_READS: readonly Operation[] = [
  apiGet({
    id: 'listSuppliers',
    tag: 'Places',
    summary: 'List suppliers',
    description: 'By name, fifty at a time.',
    params: z.strictObject({}),
    query: z.strictObject({
      query: z.string().max(100).default('').meta({ description: 'Letters of the name or code' }),
      account: z.enum(['all', 'account', 'none']).default('all').meta({ description: 'With or without an account' }),
      after: cursor([TEXT_PART, UUID_PART]),
    }),
    answer: z.object({ items: z.array(supplier), after: nextAfter }),
    run: async ({ actor }, { query: { query, account, after } }) => {
      const found = await listSuppliers(actor, { q: query, view: account, after: after?.join('\n') ?? '' })
      return ok({ items: found.suppliers.map(tell), after: found.after && cursorOf(found.after.split('\n')) })
    },
  }),
  apiGet({
    id: 'listStores',
    tag: 'Places',
    summary: 'List stores',
    description: 'Where orders can be delivered to.',
    params: z.strictObject({}),
    query: z.strictObject({}),
    answer: z.object({ items: z.array(store) }),
    run: async ({ actor }) => ok({ items: await deliveryPlaces(actor) }),
  }),
  apiGet({
    id: 'listCostCentres',
    tag: 'Places',
    summary: 'List cost centres',
    params: z.strictObject({}),
    query: z.strictObject({}),
    answer: z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) }),
    run: async ({ actor }) => ok({ items: await costCentresInUse(actor) }),
  }),
]
