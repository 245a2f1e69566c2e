import { z } from 'zod'
import type { Act } from '#lib/access/actor.ts'
import { acknowledgeOrder } from '#lib/orders/acknowledge/acknowledge-order.command.ts'
import { ANSWER_SOURCES } from '#lib/orders/acknowledge/answer.schema.ts'
import { ANSWER_CODES } from '#lib/orders/order/order.progress.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import { VARIANCES } from '#lib/orders/receive/variance.rules.ts'
import { type OrderIds, orderIds } from '#lib/orders/track/line-ids.queries.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { localDate } from '#lib/values/dates.ts'
import { parsePrice } from '#lib/values/money.ts'
import { apiPost, type Operation } from './operation.ts'
import { amppId, day, orderNumber, orderParams, packPrice, revision, version } from './values.schema.ts'

const line = z.int().min(1).meta({ description: 'The number of a line of the order' })
const note = z.string().trim().max(500).default('')
const count = z.int().min(0).max(1_000_000)

const answerBody = z.strictObject({
  version,
  revision,
  source: z.enum(ANSWER_SOURCES).meta({ description: 'How the answer reached the trust' }),
  supplierReference: z.string().trim().max(60).default(''),
  answeredOn: day.optional().meta({ description: 'The day they answered; today unless told' }),
  note,
  lines: z.union([
    z.literal('all').meta({ description: 'Everything accepted as ordered' }),
    z
      .array(
        z.strictObject({
          line,
          code: z.enum(ANSWER_CODES),
          packs: count.optional().meta({ description: 'As ordered unless told' }),
          price: packPrice.optional(),
          expectedOn: day.optional(),
          substituteAmppId: amppId.optional().meta({ description: 'The pack offered instead' }),
          note,
        }),
      )
      .min(1)
      .max(1000),
  ]),
})

const receiptBody = z.strictObject({
  deliveryNote: z.string().trim().max(60).default('').meta({ description: 'Its number' }),
  note,
  entries: z
    .array(
      z.strictObject({
        line,
        batch: z.string().trim().max(20).default(''),
        expiry: day.nullable().default(null),
        accepted: count,
        rejected: count.default(0),
        variance: z.enum(VARIANCES).nullable().default(null),
        fridgeTenths: z.int().min(-500).max(700).nullable().default(null).meta({
          description: 'Temperature on arrival in tenths of a degree Celsius, for fridge lines',
        }),
        quarantined: z.boolean().default(false),
        scanned: z.string().max(200).default('').meta({ description: 'What the scanner read' }),
        note,
      }),
    )
    .min(1)
    .max(2000),
})

/** The ids of lines named by number; INVALID for those the order does not have. `field` is the list's name. */
function idsOf(ids: OrderIds, lines: readonly number[], field: string): Result<string[]> {
  const errors = lines.flatMap((number, index) => {
    return ids.lines.has(number) ? [] : [{ field: `${field}[${index}].line`, message: 'The order has no such line' }]
  })
  if (errors.length > 0) return refuse({ code: 'INVALID', errors })
  return ok(lines.map((number) => ids.lines.get(number) ?? ''))
}

async function acknowledge(act: Act, number: string, body: z.output<typeof answerBody>) {
  const { revision: edit, answeredOn, lines, ...rest } = body
  const answer = { ...rest, number, edit, answeredOn: answeredOn === undefined ? null : localDate(answeredOn) }
  if (lines === 'all') return acknowledgeOrder(act, { ...answer, intent: 'all' })
  const known = await orderIds(act.actor, number)
  if (!known.ok) return known
  const lineNumbers = lines.map((one) => one.line)
  const ids = idsOf(known.value, lineNumbers, 'lines')
  if (!ids.ok) return ids
  const given = lines.map(({ code, packs, price, expectedOn, substituteAmppId, note }, index) => ({
    ...{ code, note, lineId: ids.value[index] ?? '', packs: packs ?? null },
    price: price === undefined ? null : parsePrice(price),
    expectedOn: expectedOn === undefined ? null : localDate(expectedOn),
    substituteAmppId: substituteAmppId ?? null,
  }))
  return acknowledgeOrder(act, { ...answer, intent: 'lines', lines: given })
}

async function receive(act: Act, number: string, body: z.output<typeof receiptBody>) {
  const known = await orderIds(act.actor, number)
  if (!known.ok) return known
  const { supplierId, storeId } = known.value
  const lineNumbers = body.entries.map((one) => one.line)
  const ids = idsOf(known.value, lineNumbers, 'entries')
  if (!ids.ok) return ids
  const entries = body.entries.map(({ line: _line, expiry, ...entry }, index) => {
    return { ...entry, lineId: ids.value[index] ?? '', expiry: expiry === null ? null : localDate(expiry) }
  })
  return receiveDelivery(act, { supplierId, storeId, deliveryNote: body.deliveryNote, note: body.note, entries })
}

/** What the supplier answered, and what came. */
export const RECEIVE_ACTS: readonly Operation[] = [
  apiPost({
    id: 'acknowledgeOrder',
    tag: 'Deliveries',
    summary: 'Record a supplier’s answer',
    description:
      'To the whole order (`"lines": "all"`) or line by line. `open` counts answers somebody has to decide on.',
    params: orderParams,
    body: answerBody,
    answer: z.object({ number: orderNumber, answered: z.int(), open: z.int() }),
    status: 201,
    example: { version: 1, revision: 5, source: 'email', supplierReference: 'A-1187', lines: 'all' },
    problems: ['WRONG_STATUS', 'CHANGED_MEANWHILE'],
    run: (act, { params: { number }, body }) => acknowledge(act, number, body),
  }),
  apiPost({
    id: 'receiveOrder',
    tag: 'Deliveries',
    summary: 'Book a delivery in',
    description:
      'Batches of the order’s lines, each with its count. Nobody books in what they raised or changed. What is beyond the order is held for a decision (`over`).',
    params: orderParams,
    body: receiptBody,
    answer: z.object({
      receiptNumber: z.string(),
      accepted: z.int(),
      rejected: z.int(),
      over: z.int(),
      orders: z.array(orderNumber),
    }),
    status: 201,
    example: {
      deliveryNote: 'DN-4471',
      entries: [{ line: 1, batch: 'B123', expiry: '2028-06-30', accepted: 12 }],
    },
    problems: ['RECEIVER_RAISED', 'NOT_RECEIVABLE'],
    run: (act, { params: { number }, body }) => receive(act, number, body),
  }),
]
