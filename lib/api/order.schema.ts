import { z } from 'zod'
import { OFF_CONTRACT_CODES } from '#lib/orders/order/off-contract.rules.ts'
import { ANSWER_CODES, LINE_STATES } from '#lib/orders/order/order.progress.ts'
import { ORDER_STATUSES } from '#lib/orders/order/order.status.ts'
import { APPROVER_ROLES } from '#lib/orders/order/scheme.schema.ts'
import { CHANNELS, TRANSMISSION_KINDS, TRANSMISSION_STATUSES } from '#lib/orders/order/transmission.status.ts'
import { readCursor } from '#lib/orders/track/order-cursor.rules.ts'
import { ORDER_SORTS, ORDER_VIEWS } from '#lib/orders/track/order-list.schema.ts'
import { amppId, day, instant, money, nextAfter, orderNumber, packPrice, revision, version } from './values.schema.ts'

const status = z.enum(ORDER_STATUSES)
const supplier = z.object({ id: z.uuid(), name: z.string() })
const store = z.object({ id: z.uuid(), name: z.string() })

/** The filters of the list of orders; anything mistyped is refused. */
export const orderFilters = z.strictObject({
  view: z.enum(ORDER_VIEWS).default('all').meta({ description: 'A view, as the chips of the page' }),
  query: z.string().trim().max(100).default('').meta({ description: 'Words of number, supplier or product' }),
  supplier: z.uuid().optional().meta({ description: 'Supplier id' }),
  store: z.uuid().optional().meta({ description: 'Store id' }),
  from: day.optional().meta({ description: 'Raised on this day or later' }),
  to: day.optional().meta({ description: 'Raised on this day or earlier' }),
  sort: z.enum(ORDER_SORTS).default('-raised'),
  after: z
    .string()
    .max(80)
    .refine((text) => readCursor(text) !== null, 'Not a cursor of this list')
    .optional()
    .meta({ description: 'The cursor `after` of the page before' }),
})

/** An order of a list. */
export const orderSummary = z.object({
  number: orderNumber,
  status,
  version,
  revision,
  supplier,
  store,
  raisedAt: instant,
  emergency: z.boolean(),
  lines: z.int(),
  gross: money.nullable().meta({ description: 'With VAT; null where prices are not shown' }),
  progress: z.object({
    lines: z.int().meta({ description: 'Lines that count' }),
    complete: z.int(),
    answered: z.int(),
    late: z.int(),
  }),
})

/** A page of orders. */
export const orderList = z.object({ items: z.array(orderSummary), after: nextAfter })

/** A line of an order. */
export const orderLine = z.object({
  line: z.int().meta({ description: 'Its number on the order' }),
  amppId,
  gtin: z.string().nullable(),
  supplierCode: z.string().nullable(),
  product: z.string(),
  brand: z.string(),
  maker: z.string(),
  pack: z.string(),
  ordered: z.int(),
  received: z.int(),
  closed: z.int().meta({ description: 'Packs that will not come' }),
  over: z.int().meta({ description: 'Packs beyond the order that were kept' }),
  outstanding: z.int().meta({ description: 'Packs still to come' }),
  dueOn: day.nullable(),
  state: z.enum(LINE_STATES),
  price: packPrice.nullable(),
  net: money.nullable(),
  contractState: z.enum(['ON_CONTRACT', 'ON_CONTRACT_PRICE_HIGH', 'OFF_CONTRACT', 'NO_CONTRACT']),
  contract: z.string().nullable().meta({ description: 'The framework’s reference' }),
  offContractReason: z.enum(OFF_CONTRACT_CODES).nullable(),
  controlledDrug: z.boolean(),
  unlicensed: z.boolean(),
  fridge: z.boolean(),
  answer: z
    .object({
      code: z.enum(ANSWER_CODES),
      packs: z.int(),
      price: packPrice.nullable(),
      expectedOn: day.nullable(),
      open: z.boolean().meta({ description: 'Somebody has to decide what follows from it' }),
    })
    .nullable()
    .meta({ description: 'What the supplier answered last' }),
})

/** A document in the list of an order. */
export const orderDocument = z.object({
  id: z.uuid(),
  kind: z.string(),
  version: z.int().nullable(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z
    .int()
    .nullable()
    .meta({ description: 'Bytes; null where the document shows prices that are not shown to you' }),
  sha256: z.string().nullable(),
  madeAt: instant,
})

/** One order with everything that happened to it. */
export const order = z.object({
  number: orderNumber,
  status,
  version,
  revision,
  kind: z.enum(['standard', 'cd', 'unlicensed']),
  supplier: supplier.extend({ account: z.string().nullable() }),
  store,
  costCentre: z.string().meta({ description: 'Its code' }),
  emergency: z.boolean(),
  emergencyReason: z.string(),
  note: z.string(),
  raisedAt: instant,
  submittedAt: instant.nullable(),
  approvedAt: instant.nullable(),
  sentAt: instant.nullable(),
  answerDueAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closeReason: z.string(),
  amounts: z
    .object({ net: money, carriage: money, vat: money, gross: money })
    .nullable()
    .meta({ description: 'null where prices are not shown' }),
  lines: z.array(orderLine),
  approvals: z.array(
    z.object({
      role: z.enum(APPROVER_ROLES),
      step: z.int().meta({ description: 'Those of a step are asked once all of the steps before have agreed' }),
      named: z.boolean().meta({ description: 'Asked of people by name, not of whoever has the role' }),
      state: z.string(),
      retrospective: z.boolean(),
      dueAt: instant.nullable(),
      decidedAt: instant.nullable(),
      decidedBy: z.string().nullable().meta({ description: 'Name of who decided it' }),
      inPlaceOf: z.string().nullable().meta({ description: 'Whose deputy decided it; null = in their own right' }),
      comment: z.string(),
    }),
  ),
  transmissions: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(TRANSMISSION_KINDS),
      channel: z.enum(CHANNELS),
      status: z.enum(TRANSMISSION_STATUSES),
      queuedAt: instant,
      sentAt: instant.nullable(),
      lastError: z.string(),
    }),
  ),
  receipts: z.array(
    z.object({
      number: z.string(),
      receivedAt: instant,
      packs: z.int(),
      reversed: z.boolean(),
      reversal: z.boolean(),
    }),
  ),
  documents: z.array(orderDocument),
})
