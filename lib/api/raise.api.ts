import { z } from 'zod'
import type { Act } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { createOrders } from '#lib/orders/raise/create-orders.command.ts'
import { createOrdersInput } from '#lib/orders/raise/create-orders.schema.ts'
import { submitOrder } from '#lib/orders/raise/submit-order.command.ts'
import { cancelOrder } from '#lib/orders/track/cancel-order.command.ts'
import { cancelOrderInput } from '#lib/orders/track/end.schema.ts'
import { ok, type Result } from '#lib/result.ts'
import { apiPost, type Operation } from './operation.ts'
import { moneyOf } from './tell-order.ts'
import { amppId, money, orderNumber, orderParams, revision, version } from './values.schema.ts'

const created = z.object({
  number: orderNumber,
  status: z.literal('draft'),
  version,
  revision,
  supplier: z.object({ id: z.uuid(), name: z.string() }),
  store: z.uuid(),
  kind: z.enum(['standard', 'cd', 'unlicensed']),
  gross: money.nullable().meta({ description: 'With VAT and carriage; null where prices are not shown' }),
  lines: z.array(
    z.object({
      line: z.int().meta({ description: 'Its number on the order' }),
      from: z.int().meta({ description: 'The place of the line in the request, from 0' }),
      amppId,
      packs: z.int(),
    }),
  ),
})

const createdOrders = z.object({ orders: z.array(created) })

async function create(
  act: Act,
  { body }: { body: z.output<typeof createOrdersInput> },
): Promise<Result<z.input<typeof createdOrders>>> {
  const made = await createOrders(act, body)
  if (!made.ok) return made
  const shown = may(act.actor, 'price.view')
  const orders = made.value.orders.map(({ storeId, gross, ...order }) => {
    return { ...order, status: 'draft' as const, store: storeId, gross: shown ? moneyOf(gross) : null }
  })
  return ok({ orders })
}

/** Raising orders, submitting and cancelling them. */
export const RAISE_ACTS: readonly Operation[] = [
  apiPost({
    id: 'createOrders',
    tag: 'Orders',
    summary: 'Raise orders',
    description:
      'Makes drafts, one for each supplier, delivery point and kind (controlled drugs and unlicensed medicines stand on orders of their own), at the prices of today. Submit each by its number.',
    params: z.strictObject({}),
    body: createOrdersInput,
    answer: createdOrders,
    status: 201,
    example: {
      store: 'Main store',
      costCentre: 'P100',
      note: 'Ring the bell at the back',
      lines: [{ gtin: '05012345678900', packs: 12 }],
    },
    problems: ['NO_ACCOUNT', 'PRICE_ON_FILE', 'NOT_FOUND'],
    run: create,
  }),
  apiPost({
    id: 'submitOrder',
    tag: 'Orders',
    summary: 'Submit a draft or returned order',
    description:
      'As it was read: `version` and `revision` are those of the order. What the trust’s scheme lets pass is approved and on its way at once (`passed`); the rest waits for approval.',
    params: orderParams,
    body: z.strictObject({
      version,
      revision,
      unusualConfirmed: z
        .boolean()
        .default(false)
        .meta({ description: 'Quantities far above the usual ones are right (UNUSUAL_QUANTITY)' }),
    }),
    answer: z.object({ number: orderNumber, passed: z.boolean() }),
    example: { version: 1, revision: 2 },
    problems: [
      'LINES_INCOMPLETE',
      'PRICE_CHANGED',
      'HANDLED_OTHERWISE',
      'UNUSUAL_QUANTITY',
      'WRONG_STATUS',
      'CHANGED_MEANWHILE',
    ],
    run: async (act, { params: { number }, body }) => {
      const done = await submitOrder(act, { ...body, number })
      if (!done.ok) return done
      return ok({ number, passed: done.value.orders.some((order) => order.passed) })
    },
  }),
  apiPost({
    id: 'cancelOrder',
    tag: 'Orders',
    summary: 'Cancel an order',
    description: 'At once before it was sent (`at_once`), else the supplier is asked (`ask_supplier`).',
    params: orderParams,
    body: z.strictObject({ version, reason: cancelOrderInput.shape.reason }),
    answer: z.object({ number: orderNumber, how: z.enum(['at_once', 'ask_supplier']) }),
    example: { version: 1, reason: 'Ordered twice' },
    problems: ['BEING_SENT', 'GOODS_CAME', 'ASKED_ALREADY', 'WRONG_STATUS', 'CHANGED_MEANWHILE'],
    run: (act, { params: { number }, body }) => cancelOrder(act, { ...body, number }),
  }),
]
