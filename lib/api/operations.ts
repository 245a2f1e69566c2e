import { APPROVE_ACTS } from './approve.api.ts'
import { CONTRACT_READS } from './contracts.api.ts'
import { EVENT_READS } from './events.api.ts'
import type { Operation } from './operation.ts'
import { ORDER_READS } from './orders.api.ts'
import { PLACE_READS } from './places.api.ts'
import { PRODUCT_READS } from './products.api.ts'
import { RAISE_ACTS } from './raise.api.ts'
import { RECEIVE_ACTS } from './receive.api.ts'
import { SEND_ACTS } from './send.api.ts'
import { STOCK_READS } from './stock.api.ts'
import { STOCK_ACTS } from './stock-acts.api.ts'

/** Every operation of the API, in the order in which openapi.json tells them. */
export const OPERATIONS: readonly Operation[] = [
  ...ORDER_READS,
  ...RAISE_ACTS,
  ...APPROVE_ACTS,
  ...SEND_ACTS,
  ...RECEIVE_ACTS,
  ...PRODUCT_READS,
  ...CONTRACT_READS,
  ...PLACE_READS,
  ...STOCK_READS,
  ...STOCK_ACTS,
  ...EVENT_READS,
]
