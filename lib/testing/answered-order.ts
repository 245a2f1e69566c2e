import { acknowledgeOrder } from '#lib/orders/acknowledge/acknowledge-order.command.ts'
import type { AcknowledgeOrder, GivenAnswer } from '#lib/orders/acknowledge/answer.schema.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import type { TestPerson, World } from './a-trust.ts'
import { anApprovedOrder, type PlantedOrder } from './approved-order.ts'

/** A sent order with the ids of its lines, in their order. */
export type SentOrder = { id: string; number: string; lines: string[] }

/** Plants an order that the supplier has. */
export async function aSentOrder(world: World, planted: Omit<PlantedOrder, 'status'> = {}): Promise<SentOrder> {
  const order = await anApprovedOrder(world, { status: 'sent', ...planted })
  const rows = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1 ORDER BY line_no', [
    order.id,
  ])
  return { ...order, lines: rows.map((row) => row.id) }
}

/** An answer to a line: as ordered, but for what is given. */
export function answerTo(lineId: string, code: GivenAnswer['code'], more: Partial<GivenAnswer> = {}): GivenAnswer {
  return { packs: null, price: null, expectedOn: null, substituteAmppId: null, note: '', ...more, lineId, code }
}

/** What would be written down of an answer to an order as it now stands; everything accepted without lines. */
export async function answerInput(
  world: World,
  order: { id: string; number: string },
  lines?: GivenAnswer[],
): Promise<AcknowledgeOrder> {
  const [row] = await world.sql<{ edit: number; version: number }>(
    'SELECT edit, version FROM purchase_order WHERE id = $1',
    [order.id],
  )
  const common = {
    number: order.number,
    version: row?.version ?? 0,
    edit: row?.edit ?? 0,
    source: 'email' as const,
    supplierReference: 'M-118',
    answeredOn: null,
    note: '',
  }
  return lines ? { intent: 'lines', ...common, lines } : { intent: 'all', ...common }
}

/** The supplier answers some lines. Answers the ids of what they said, by line. */
export async function answered(
  world: World,
  order: { id: string; number: string },
  lines: GivenAnswer[],
): Promise<string[]> {
  const done = await acknowledgeOrder(world.act('technician'), await answerInput(world, order, lines))
  if (!done.ok) throw new Error(`The answer was refused: ${JSON.stringify(done.refusal)}`)
  const rows = await world.sql<{ id: string; order_line_id: string }>(
    'SELECT DISTINCT ON (order_line_id) id, order_line_id FROM acknowledgement_line WHERE order_id = $1 ORDER BY order_line_id, id DESC',
    [order.id],
  )
  return lines.map((line) => rows.find((row) => row.order_line_id === line.lineId)?.id ?? '')
}

/** So many packs of a line come, to the main store from the supplier named. */
export function cameIn(
  world: World,
  lineId: string,
  packs: number,
  { by = 'stores', supplier = 'meridian' }: { by?: TestPerson; supplier?: keyof World['suppliers'] } = {},
): ReturnType<typeof receiveDelivery> {
  const entry = { batch: 'A1', expiry: '2028-08-31' as LocalDate, variance: null, fridgeTenths: null, scanned: '' }
  return receiveDelivery(world.act(by), {
    supplierId: world.suppliers[supplier],
    storeId: world.trusts.RZZ.storeId,
    deliveryNote: '',
    note: '',
    entries: [{ ...entry, lineId, accepted: packs, rejected: 0, quarantined: false, note: '' }],
  })
}
