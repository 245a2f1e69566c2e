import type { Role } from '#lib/access/roles.ts'
import type { OrderStatus } from '#lib/orders/order/order.status.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import type { TestPerson } from '../a-trust.ts'

/*
 * What should be true of the orders of one run, kept without a database and without the rules of the house: a second,
 * simpler telling of the lifecycle that the real one is held against.
 */

/** Somebody who tries things: of Riverside, or a stranger of Northbank. */
export type Player = { person: TestPerson; role: Role; trust: 'RZZ' | 'RZY'; id: string }

/** A line as it should stand. Packs; price in ten-thousandths of a pound per pack; pence; units of a pack in thousandths. */
export type MLine = {
  readonly id: string
  readonly lineNo: number
  readonly ampp: string
  readonly vmp: string
  readonly units: number
  readonly price: number
  readonly packs: number
  readonly net: number
  readonly vat: number
  readonly contractState: string
  readonly contractPrice: number | null
  readonly cd: boolean
  readonly unlicensed: boolean
  readonly fridge: boolean
  readonly first: boolean
  readonly addedIn: number
  readonly replaces: string | null
  /** What a draft lacks before it can be submitted. */
  readonly lacks: boolean
  state: string
  received: number
  closed: number
  over: number
  superseded: number
}

/** An approval of one version. */
export type MApproval = {
  version: number
  role: ApproverRole
  afterwards: boolean
  due: number
  state: 'waiting' | 'approved' | 'returned' | 'rejected' | 'lapsed'
  by: string | null
}

/** A message to the supplier. `subject` is the order's id, or that of the asked cancellation. */
export type MMessage = {
  id: string
  version: number
  kind: 'order' | 'change' | 'cancellation'
  subject: string
  byMail: boolean
  status: 'queued' | 'sent' | 'failed' | 'needs_checking' | 'withdrawn'
}

/** What the supplier said to a line. */
export type MAnswer = {
  id: string
  line: string
  code: string
  packs: number
  price: number | null
  other: string | null
  resolution: string
}

/** A cancellation that the supplier was asked for; of the whole order without a line. */
export type MAsk = { id: string; line: string | null; packs: number; state: 'asked' | 'agreed' | 'refused' }

/** An order as it should stand. */
export type MOrder = {
  readonly id: string
  readonly number: string
  readonly raisedBy: string
  supplier: string
  kind: string
  status: OrderStatus
  version: number
  pad: string
  changers: Set<string>
  submittedBy: string | null
  day: string | null
  dayTotal: number
  /** What was kept beyond it, pence with VAT; of this, bought beside a contract. */
  kept: number
  keptOff: number
  emergency: boolean
  carriage: number
  gross: number
  wasSent: boolean
  lines: MLine[]
  approvals: MApproval[]
  messages: MMessage[]
  requisition: { version: number; signed: boolean; by: string } | null
  answers: MAnswer[]
  asks: MAsk[]
}

/** A pad as it should stand. */
export type MPad = { id: string; edit: number; open: boolean; emergency: boolean }

/** Packs beyond an order that somebody counted. */
export type MOver = { id: string; line: string; packs: number; foundBy: string; decision: 'keep' | 'return' | null }

/** A receipt: what it added to each line, and what of it was beyond the order. */
export type MReceipt = {
  number: string
  accepted: { line: string; packs: number }[]
  overs: MOver[]
  reversed: boolean
  reversal: boolean
}

/** All that one run brought about. */
export type Model = {
  now: number
  today: string
  pads: MPad[]
  orders: MOrder[]
  receipts: MReceipt[]
  /** Medicines whose use without a licence is approved. */
  approved: Set<string>
  /** A short text of its own for every delivery, so that its batches are told apart. */
  run: string
  deliveries: number
}

const HOUR = 3_600_000

/** Packs of a line that may still come. */
export function outstanding(line: Pick<MLine, 'packs' | 'over' | 'closed' | 'received'>): number {
  return Math.max(0, line.packs + line.over - line.closed - line.received)
}

/** The order that a line stands on. */
export function orderOf(model: Model, lineId: string): MOrder {
  const order = model.orders.find((one) => one.lines.some((line) => line.id === lineId))
  if (!order) throw new Error(`No order has the line ${lineId}`)
  return order
}

/** A line of an order. */
export function lineIn(order: MOrder, lineId: string): MLine {
  const line = order.lines.find((one) => one.id === lineId)
  if (!line) throw new Error(`${order.number} has no line ${lineId}`)
  return line
}

/** Whether this person had a hand in what the order says. */
export function hasPart(order: MOrder, who: Player): boolean {
  return order.raisedBy === who.id || order.submittedBy === who.id || order.changers.has(who.id)
}

/** Packs and amounts that the lines bind the trust to: one rounding per line, half up. Pence. */
export function bound(lines: readonly MLine[]): { line: MLine; packs: number; net: number; vat: number }[] {
  return lines.flatMap((line) => {
    const packs = Math.max(0, line.packs - line.closed)
    const net = Math.round((line.price * packs) / 100)
    return packs === 0 ? [] : [{ line, packs, net, vat: Math.round(net / 5) }]
  })
}

/** The total of an order with its carriage and VAT at 20%, pence. */
export function grossOf(lines: readonly MLine[], carriage: number): number {
  const goods = bound(lines).reduce((sum, one) => sum + one.net + one.vat, 0)
  return goods + carriage + Math.round(carriage / 5)
}

/** The other orders to the same supplier that were submitted on the same day and still stand. */
function besideOf(model: Model, order: MOrder): MOrder[] {
  const standing: OrderStatus[] = ['awaiting_approval', 'approved', 'sent', 'closed']
  return model.orders.filter(
    (other) =>
      other !== order &&
      other.supplier === order.supplier &&
      other.day === order.day &&
      other.day !== null &&
      standing.includes(other.status),
  )
}

const RANK: ApproverRole[] = ['lead', 'chief', 'director']

/** Who must agree to an order: the default scheme of delegation, told once more. Amounts in pence with VAT. */
export function needed(model: Model, order: MOrder, lines = bound(order.lines)): Omit<MApproval, 'state' | 'by'>[] {
  const beside = besideOf(model, order)
  const total = order.gross + order.kept + beside.reduce((sum, other) => sum + other.gross + other.kept, 0)
  order.dayTotal = total
  for (const other of beside) if (other.status === 'awaiting_approval') other.dayTotal = Math.max(other.dayTotal, total)
  const asked = new Set<ApproverRole>()
  if (total > 10_000_000) asked.add('director')
  else if (total > 2_500_000) asked.add('chief')
  else if (total > 500_000) asked.add('lead')
  const off = lines.filter(({ line }) => line.contractState === 'OFF_CONTRACT')
  if (off.length > 0) {
    const sum = (of: readonly { net: number; vat: number }[]) => of.reduce((all, one) => all + one.net + one.vat, 0)
    const others = beside.flatMap((other) => other.lines.filter((line) => line.state === 'open'))
    const kept = order.keptOff + beside.reduce((sum, other) => sum + other.keptOff, 0)
    const all = sum(off) + sum(others.filter((line) => line.contractState === 'OFF_CONTRACT')) + kept
    asked.add(all > 1_000_000 ? 'chief' : 'lead')
  }
  const dearer = ({ line }: { line: MLine }) =>
    line.contractState.startsWith('ON_CONTRACT') && line.contractPrice !== null && line.price > line.contractPrice
  if (lines.some(dearer) || lines.some(({ line }) => line.first)) asked.add('lead')
  if (order.emergency) asked.add('lead')
  const highest = RANK.findLast((role) => asked.has(role))
  const { version, emergency } = order
  const clinical = lines.some(({ line }) => line.cd || (line.unlicensed && !model.approved.has(line.vmp)))
  const due = (afterwards: boolean) => model.now + (afterwards ? 24 : 168) * HOUR
  return [
    ...(highest ? [{ version, role: highest, afterwards: emergency, due: due(emergency) }] : []),
    ...(clinical ? [{ version, role: 'pharmacist' as const, afterwards: false, due: due(false) }] : []),
  ]
}

/** What packs kept beyond an order cost, and whom keeping them asks: nobody, one kind of approver, or more than one. */
export function keeping(
  model: Model,
  order: MOrder,
  line: MLine,
  packs: number,
): { gross: number; total: number; asks: ApproverRole | 'several' | null } {
  const net = Math.round((line.price * packs) / 100)
  const gross = net + Math.round(net / 5)
  const together = [order, ...besideOf(model, order)]
  const total = gross + together.reduce((sum, one) => sum + one.gross + one.kept, 0)
  const role = (amount: number, bands: [number, ApproverRole][]) => bands.find(([above]) => amount > above)?.[1]
  const asked = new Set<ApproverRole | undefined>()
  asked.add(
    role(total, [
      [10_000_000, 'director'],
      [2_500_000, 'chief'],
      [500_000, 'lead'],
    ]),
  )
  const isOff = (one: MLine) => one.contractState === 'OFF_CONTRACT'
  if (isOff(line)) {
    const open = together.flatMap((one) => one.lines).filter((one) => one.state === 'open' && isOff(one))
    const off = open.reduce((sum, one) => sum + one.net + one.vat, 0)
    const all = gross + off + together.reduce((sum, one) => sum + one.keptOff, 0)
    asked.add(all > 1_000_000 ? 'chief' : 'lead')
  }
  const over = line.contractState.startsWith('ON_CONTRACT') && line.contractPrice !== null
  if (line.first || (over && line.price > Number(line.contractPrice))) asked.add('lead')
  const highest = RANK.findLast((one) => asked.has(one)) ?? null
  if (line.unlicensed) return { gross, total, asks: highest === null ? 'pharmacist' : 'several' }
  return { gross, total, asks: highest }
}

/** Kept packs bind the trust: what still waits of the same commitment counts with them. */
export function keep(model: Model, order: MOrder, line: MLine, packs: number): void {
  const { gross, total } = keeping(model, order, line, packs)
  order.kept += gross
  if (line.contractState === 'OFF_CONTRACT') order.keptOff += gross
  for (const one of [order, ...besideOf(model, order)]) {
    if (one.status === 'awaiting_approval') one.dayTotal = Math.max(one.dayTotal, total)
  }
  line.over += packs
  line.received += packs
}

/** Puts an order that was submitted or changed before those who must agree, or lets it pass and queues it. */
export function ask(model: Model, order: MOrder, asked: readonly Omit<MApproval, 'state' | 'by'>[]): void {
  order.approvals.push(...asked.map((one) => ({ ...one, state: 'waiting' as const, by: null })))
  order.status = asked.some((one) => !one.afterwards) ? 'awaiting_approval' : 'approved'
  if (order.status === 'approved') queue(model, order)
}

/** Whether something keeps an approved order from leaving. */
export function isHeld(model: Model, order: MOrder): boolean {
  const signed = order.requisition?.version === order.version && order.requisition.signed
  if (order.kind === 'cd' && !signed) return true
  return order.lines.some((line) => line.state === 'open' && line.unlicensed && !model.approved.has(line.vmp))
}

/** Queues an approved order that nothing holds, once for each version. */
export function queue(model: Model, order: MOrder): void {
  if (isHeld(model, order)) return
  const kind = order.wasSent ? 'change' : 'order'
  if (order.messages.some((one) => one.version === order.version && one.kind === kind)) return
  order.messages.push(message(order, kind, order.id))
}

/** A message that waits; its id becomes known when it is looked at. */
export function message(order: MOrder, kind: MMessage['kind'], subject: string): MMessage {
  return { id: '', version: order.version, kind, subject, byMail: order.supplier !== 'albion', status: 'queued' }
}

/** Ends the answers to lines of which nothing is still to come, and closes a sent order once that is true of all. */
export function closeWhenDone(order: MOrder): void {
  for (const answer of order.answers) {
    const line = order.lines.find((one) => one.id === answer.line)
    if (answer.resolution !== 'open' || !line || outstanding(line) > 0) continue
    answer.resolution = line.closed > 0 ? 'short_closed' : 'none_needed'
  }
  if (order.status === 'sent' && order.lines.every((line) => outstanding(line) === 0)) order.status = 'closed'
}

/** Closes packs of a line. */
export function closePacks(line: MLine, packs: number): void {
  if (packs >= outstanding(line)) line.state = 'short_closed'
  line.closed += packs
}
