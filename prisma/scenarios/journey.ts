import { withTrust } from '#lib/db/with-trust.ts'
import { acknowledgeOrder } from '#lib/orders/acknowledge/acknowledge-order.command.ts'
import type { GivenAnswer } from '#lib/orders/acknowledge/answer.schema.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { REGISTERED } from '#lib/orders/order/cd-register.rules.ts'
import type { OffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import { openPad } from '#lib/orders/raise/open-pad.command.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import { enterCdRegister } from '#lib/orders/receive/enter-cd-register.command.ts'
import type { ReceivedEntry } from '#lib/orders/receive/receive.schema.ts'
import { receiveDelivery } from '#lib/orders/receive/receive-delivery.command.ts'
import { recordManualSending } from '#lib/orders/send/record-manual-sending.command.ts'
import { type Deliver, sendOrder } from '#lib/orders/send/send-order.job.ts'
import { signRequisition } from '#lib/orders/send/sign-requisition.command.ts'
import { writeRequisition } from '#lib/orders/send/write-requisition.command.ts'
import { londonDate, londonTime } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import { batchOf } from './batches.ts'
import { actOf, type Demo, type DemoTrust, done, systemActOf } from './demo-act.ts'

/** A line to be ordered. `price` (ten-thousandths of a pound) only where none is on file. */
export type DemoLine = {
  amppId: string
  packs: number
  supplierId?: string
  price?: Price
  reason?: OffContractReason
  note?: string
  replacesLineId?: string
}

/** What is to be ordered, by whom, for where. */
export type DemoOrder = {
  by: string
  lines: DemoLine[]
  store?: 'main' | 'cupboard' | 'second'
  costCentre?: string
  emergency?: string
  note?: string
}

/** One order as the commands left it. */
export type Placed = { id: string; number: string }

/** The raising of an order, through the pad, as far as a draft. */
export async function draft(demo: Demo, trust: DemoTrust, order: DemoOrder): Promise<{ padId: string; edit: number }> {
  const storeId = trust.stores.get(order.store ?? 'main') ?? ''
  const costCentreId = trust.costCentres.get(order.costCentre ?? 'P100') ?? ''
  const { padId } = done(await openPad(actOf(demo, trust, order.by), { storeId, costCentreId }))
  const adds = order.lines.map((line, index) => ({
    do: 'add' as const,
    ref: `l${index}`,
    amppId: line.amppId,
    packs: line.packs,
    supplierId: line.supplierId,
    replacesLineId: line.replacesLineId,
  }))
  const head = {
    do: 'pad' as const,
    emergency: order.emergency !== undefined,
    emergencyReason: order.emergency ?? '',
    note: order.note ?? '',
  }
  const added = done(await changePad(actOf(demo, trust, order.by), { padId, edit: 1, changes: [head, ...adds] }))
  const changes = added.added.flatMap(({ ref, lineId }) => {
    const line = order.lines[Number(ref.slice(1))]
    if (!line || (!line.reason && line.price === undefined)) return []
    const typed = line.price === undefined ? {} : { price: line.price, priceSource: 'Quotation by e-mail' }
    return [{ do: 'line' as const, line: lineId, reason: line.reason, note: line.note, ...typed }]
  })
  if (changes.length === 0) return { padId, edit: added.edit }
  const changed = done(await changePad(actOf(demo, trust, order.by), { padId, edit: added.edit, changes }))
  return { padId, edit: changed.edit }
}

/** Raises and submits; one order for each supplier, store and kind. */
export async function submit(demo: Demo, trust: DemoTrust, order: DemoOrder): Promise<Placed[]> {
  const pad = await draft(demo, trust, order)
  const { orders } = done(await submitPad(actOf(demo, trust, order.by), { ...pad, unusual: pad.edit }))
  const numbers = orders.map((one) => one.number)
  return withTrust({ trustId: trust.id }, (tx) =>
    tx.purchaseOrder.findMany({
      where: { number: { in: numbers } },
      select: { id: true, number: true },
      orderBy: { number: 'asc' },
    }),
  )
}

const APPROVERS = ['lead', 'chief', 'director', 'pharmacist'] as const

/** Everybody who must agree to an order does. */
export async function approve(demo: Demo, trust: DemoTrust, { id, number }: Placed): Promise<void> {
  const waiting = await withTrust({ trustId: trust.id }, (tx) =>
    tx.approval.findMany({ where: { orderId: id, state: 'waiting' }, orderBy: { id: 'asc' } }),
  )
  for (const one of waiting) {
    const role = APPROVERS.find((name) => name === one.role)
    if (!role) continue
    done(await approveOrder(actOf(demo, trust, role), { number, version: one.version, role, comment: '' }))
  }
}

/** A pharmacist writes, signs and sends the requisition of a controlled drug order. */
export async function requisition(demo: Demo, trust: DemoTrust, { number }: Placed): Promise<void> {
  const at = { number, version: 1 }
  const words = { profession: 'Pharmacist', purpose: 'Hospital stock' }
  done(await writeRequisition(actOf(demo, trust, 'pharmacist'), { ...at, ...words }))
  done(
    await signRequisition(actOf(demo, trust, 'pharmacist'), {
      ...at,
      signed: 'yes',
      unusualReason: 'Stock of the cupboard for a month of theatre lists',
    }),
  )
}

/** Sends what waits to leave: by mail (`deliver` where it does not go as it should), or by a person for phone and portal. */
export async function send(demo: Demo, trust: DemoTrust, { id, number }: Placed, deliver?: Deliver): Promise<void> {
  const queued = await withTrust({ trustId: trust.id }, (tx) =>
    tx.transmission.findMany({ where: { orderId: id, status: 'queued' } }),
  )
  for (const one of queued) {
    const act = systemActOf(demo, trust)
    await sendOrder(act, one.id, deliver)
    if (one.channel === 'email') continue
    const channel = one.channel === 'phone' ? 'phone' : 'portal'
    const at = {
      channel,
      on: londonDate(act.now),
      at: londonTime(act.now),
      whom: channel === 'phone' ? 'Customer services' : 'Ordering portal',
    } as const
    done(
      await recordManualSending(actOf(demo, trust, 'technician'), {
        number,
        transmissionId: one.id,
        ...at,
        reference: '',
      }),
    )
  }
}

/** The lines of an order that still stand, in their order. */
export async function linesOf(trust: DemoTrust, { id }: Placed) {
  return withTrust({ trustId: trust.id }, (tx) =>
    tx.orderLine.findMany({ where: { orderId: id, state: 'open' }, orderBy: { lineNo: 'asc' } }),
  )
}

/** The supplier answers: everything accepted, or line by line (those not named are accepted). */
export async function answer(
  demo: Demo,
  trust: DemoTrust,
  { id, number }: Placed,
  lines?: Partial<GivenAnswer>[],
): Promise<void> {
  const order = await withTrust({ trustId: trust.id }, (tx) => tx.purchaseOrder.findFirstOrThrow({ where: { id } }))
  const act = actOf(demo, trust, 'technician')
  const common = {
    number,
    version: order.version,
    edit: order.edit,
    source: 'email',
    supplierReference: '',
    answeredOn: londonDate(act.now),
    note: '',
  } as const
  if (!lines) {
    done(await acknowledgeOrder(act, { intent: 'all', ...common }))
    return
  }
  const empty = { code: null, packs: null, price: null, expectedOn: null, substituteAmppId: null, note: '' }
  const given = (await linesOf(trust, { id, number })).map((line, index) => ({
    ...empty,
    code: 'ACCEPTED' as const,
    ...lines[index],
    lineId: line.id,
  }))
  done(await acknowledgeOrder(act, { intent: 'lines', ...common, lines: given }))
}

/** How much of a line came, and how. */
export type Came = { share?: number; entry?: Partial<ReceivedEntry> }

/** Books in what is outstanding of orders of one supplier, in one delivery; `came` by order line, everything unless told. */
export async function receive(
  demo: Demo,
  trust: DemoTrust,
  orders: Placed[],
  came: (place: number) => Came = () => ({}),
  by = 'stores',
): Promise<void> {
  const ids = orders.map((order) => order.id)
  const [first, open] = await withTrust({ trustId: trust.id }, async (tx) => [
    await tx.purchaseOrder.findFirstOrThrow({ where: { id: ids[0] ?? '' } }),
    await tx.orderLine.findMany({ where: { orderId: { in: ids }, state: 'open' }, orderBy: { lineNo: 'asc' } }),
  ])
  const act = actOf(demo, trust, by)
  const today = londonDate(act.now)
  const entries: ReceivedEntry[] = []
  for (const order of orders) {
    for (const line of open.filter((one) => one.orderId === order.id)) {
      const { share = 1, entry } = came(entries.length)
      const outstanding = line.packs + line.overPacks - line.closedPacks - line.receivedPacks
      const accepted = Math.ceil(outstanding * share)
      if (accepted <= 0 && !entry) continue
      entries.push({
        lineId: line.id,
        ...batchOf(line.amppId, today),
        accepted,
        rejected: 0,
        variance: null,
        fridgeTenths: line.fridge ? 45 : null,
        quarantined: false,
        scanned: '',
        note: '',
        ...entry,
      })
    }
  }
  if (entries.length === 0) return
  const { supplierId, storeId } = first
  const deliveryNote = `DN${today.replaceAll('-', '').slice(2)}${orders[0]?.number.slice(-5, -2) ?? ''}`
  await enterRegister(demo, trust, by)
  done(await receiveDelivery(act, { supplierId, storeId, deliveryNote, note: '', entries }))
}

/** Whoever books in has entered before what came of controlled drugs until yesterday; the newest is still to be entered. */
async function enterRegister(demo: Demo, trust: DemoTrust, by: string): Promise<void> {
  const act = actOf(demo, trust, by)
  const rows = await withTrust({ trustId: trust.id }, (tx) =>
    tx.receiptLine.findMany({
      where: {
        ...{ acceptedPacks: { gt: 0 }, cdRegisterEntry: null },
        orderLine: { cdCategory: { in: [...REGISTERED] } },
        receipt: { receivedAt: { lt: new Date(`${londonDate(act.now)}T00:00:00Z`) }, reversesId: null },
      },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: 20,
    }),
  )
  for (const [place, { id }] of rows.entries()) {
    const page = (Number.parseInt(id.slice(-6), 16) % 90) + 4
    const reference = `CD 14, page ${page + place}`
    done(await enterCdRegister({ ...act, key: demo.newId() }, { lineId: id, reference }))
  }
}
