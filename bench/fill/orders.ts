import { createHash } from 'node:crypto'
import { searchable } from '#lib/catalogue/pack.rules.ts'
import { formatOrderNumber, formatReceiptNumber } from '#lib/values/order-number.ts'
import { idAt } from './ids.ts'
import type { Life, LifeLine } from './life.ts'
import type { BenchTrust } from './organisations.ts'
import { chainRows, type MadeEvent, type Sealer } from './record.ts'
import type { HistoryTable } from './tables.ts'

const HOUR = 3_600_000
const NULL = '\\N'

/** Where rows go: `at` tells on which day they came, so that rows of one time lie together. */
export type Put = (table: HistoryTable, at: number, line: string) => void

/** Running numbers of one trust, by year. */
export type Numbers = Record<'PH' | 'GRN', Map<number, number>>

type Written = { id: string; number: string; lineIds: string[]; events: MadeEvent[] }

/** Writes one order with everything that its life left behind. */
export function writeOrder(put: Put, sealer: Sealer, trust: BenchTrust, numbers: Numbers, life: Life): void {
  const order: Written = {
    id: idAt(life.raised),
    number: nextNumber('PH', trust, numbers, life.raised),
    lineIds: life.lines.map(() => idAt(life.raised)),
    events: [],
  }
  writePad(put, trust, order, life)
  writeLines(put, trust, order, life)
  if (life.status !== 'draft') submitted(put, trust, order, life)
  if (life.sent !== null) sent(put, trust, order, life, life.sent)
  if (life.answered !== null) answered(put, trust, order, life, life.answered)
  for (const [turn, at] of life.received.entries()) {
    if (at !== null) received(put, sealer, trust, numbers, order, { life, turn, at })
  }
  if (life.closed !== null) {
    const cancelled = life.status === 'cancelled'
    const reason = cancelled ? 'No longer needed' : 'Everything came or was closed'
    const data = `{"version":1,"reason":"${reason}"}`
    order.events.push({ verb: cancelled ? 'CANCELLED' : 'CLOSED', at: life.closed, actor: null, data })
  }
  if (order.events.length === 0) return
  const { events, head } = chainRows(sealer, trust.id, { id: order.id, document: 'order' }, order.events)
  for (const event of events) put('audit_event', event.at, event.line)
  put('audit_head', life.raised, head)
}

function writePad(put: Put, trust: BenchTrust, order: Written, life: Life): void {
  const by = person(trust, 'technician')
  const [store, centre] = [storeOf(trust, life), trust.costCentres.get('P100') ?? '']
  const padId = idAt(life.raised)
  const raised = iso(life.raised)
  const closed = life.status === 'draft' ? NULL : raised
  put(
    'order_pad',
    life.raised,
    `${trust.id}\t${padId}\t${store}\t${centre}\t3\t${by}\t${raised}\t${by}\t${raised}\t${closed}\n`,
  )
  const draft = life.status === 'draft'
  const when = (at: number | null) => (at === null ? NULL : iso(at))
  const passed = life.sent !== null || life.status === 'approved'
  const { supplier } = life.range
  const names = life.lines.map((line) => searchable(`${line.item.pack.name} ${line.item.pack.brand}`))
  const search = [...new Set([order.number.toLowerCase(), searchable(supplier.name), ...names])].join(' ')
  const cells = [
    ...[trust.id, order.id, order.number, life.status, 1, 2 + order.events.length, padId, life.kind, supplier.id],
    ...[supplier.name, store, centre, by, raised, `{${by}}`, draft ? NULL : by, draft ? NULL : raised],
    ...[
      draft ? NULL : raised.slice(0, 10),
      draft ? NULL : 1,
      draft ? NULL : life.gross,
      !draft && !life.needs ? 't' : 'f',
    ],
    ...[passed ? when(life.decided ?? life.raised) : NULL, when(life.sent)],
    ...[life.sent === null ? NULL : iso(life.sent + 24 * HOUR), when(life.answered), when(life.closed)],
    ...[closeReason(life), life.lines.length, life.net, life.carriage, life.vat, life.gross],
  ]
  put('purchase_order', life.raised, `${cells.join('\t')}\n`)
  put('order_search', life.raised, `${trust.id}\t${order.id}\t${search}\n`)
}

function closeReason({ status, closed }: Life): string {
  if (status === 'cancelled') return 'No longer needed'
  return closed === null ? '' : 'Everything came or was closed'
}

function writeLines(put: Put, trust: BenchTrust, order: Written, life: Life): void {
  const day = iso(life.raised).slice(0, 10)
  const due = life.sent === null ? NULL : workingDayAfter(life.sent, life.range.supplier.leadDays)
  for (const [index, line] of life.lines.entries()) {
    const { cells, why, usual } = line.item
    const reason = line.closed > 0 ? 'Ordered elsewhere' : ''
    const state = line.closed > 0 && line.came[0] + line.came[1] === 0 ? 'short_closed' : 'open'
    put(
      'order_line',
      life.raised,
      `${trust.id}\t${order.lineIds[index]}\t${order.id}\t${index + 1}\t${cells}\t${why[0]}"${day}"${why[1]}"${day}"${why[2]}\t${line.packs}\t${usual}\t${line.net}\t${line.vat}\t${line.came[0] + line.came[1]}\t${line.closed}\t${state}\t${reason}\t${due}\n`,
    )
  }
}

function submitted(put: Put, trust: BenchTrust, order: Written, life: Life): void {
  const by = person(trust, 'technician')
  const { needs, raised } = life
  const due = iso(raised + 7 * 24 * HOUR)
  const lineIds = JSON.stringify(order.lineIds.slice(0, 1))
  const reasons = needs === null ? '[]' : reasonsOf(life, needs, lineIds)
  const needed =
    needs === null ? '[]' : `[{"role":"${needs}","reasons":${reasons},"retrospective":false,"dueAt":"${due}"}]`
  const lines = life.lines.map((line, index) => recordOf(line, order.lineIds[index], index + 1)).join(',')
  const amounts = `"net":${life.net},"carriage":${life.carriage},"vat":${life.vat},"gross":${life.gross}`
  order.events.push({
    ...{ verb: 'SUBMITTED', at: raised, actor: by },
    data: `{"version":1,"kind":"${life.kind}","supplierId":"${life.range.supplier.id}","storeId":"${storeOf(trust, life)}","costCentreId":"${trust.costCentres.get('P100')}","emergency":false,"emergencyReason":"","note":"",${amounts},"dayTotal":${life.gross},"schemeVersion":1,"needed":${needed},"lines":[${lines}]}`,
  })
  if (needs === null) {
    const data = `{"version":1,"gross":${life.gross},"schemeVersion":1,"emergency":false,"afterwards":[]}`
    order.events.push({ verb: 'PASSED', at: raised, actor: by, data })
    return
  }
  const approvalId = idAt(raised)
  const state =
    life.status === 'awaiting_approval'
      ? 'waiting'
      : life.status === 'returned' || life.status === 'rejected'
        ? life.status
        : 'approved'
  const comment = state === 'approved' || state === 'waiting' ? '' : 'Look at the quantities again'
  const decider = person(trust, needs)
  const decided = life.decided ?? raised
  const decision = state === 'waiting' ? [NULL, NULL, NULL] : [decider, iso(decided), needs]
  const cells = [trust.id, approvalId, order.id, 1, needs, reasons, 'f', iso(raised), due, state, ...decision, comment]
  put('approval', raised, `${cells.join('\t')}\n`)
  if (state === 'waiting') return
  order.events.push({
    ...{ verb: state.toUpperCase(), at: decided, actor: decider },
    data: `{"approvalId":"${approvalId}","version":1,"role":"${needs}","as":"${needs}","limit":null,"schemeVersion":1,"gross":${life.gross},"dayTotal":${life.gross},"reasons":${reasons},"retrospective":false,"comment":"${comment}"}`,
  })
}

function reasonsOf(life: Life, needs: string, lineIds: string): string {
  if (life.kind === 'cd') return `[{"code":"CONTROLLED_DRUG","lineIds":${lineIds},"categories":["0002"]}]`
  if (life.kind === 'unlicensed') return `[{"code":"UNLICENSED","lineIds":${lineIds}}]`
  const [holder, limit] =
    needs === 'lead' ? ['buyer', 500_000] : needs === 'chief' ? ['lead', 2_500_000] : ['chief', 10_000_000]
  return `[{"code":"OVER_LIMIT","needs":"${needs}","holder":"${holder}","limit":${limit},"gross":${life.gross}}]`
}

function recordOf(line: LifeLine, id: string | undefined, no: number): string {
  const { record } = line.item
  return `{"id":"${id}","lineNo":${no},${record[0]}${line.packs}${record[1]}"net":${line.net},"vat":${line.vat}${record[2]}`
}

const PAPERS = [
  ['order_pdf', 'pdf', 'application/pdf'],
  ['order_html', 'html', 'text/html'],
  ['message_text', 'txt', 'text/plain'],
] as const
const CONTENT = 'A paper of the bench: its text is left out.'
const CONTENT_HEX = `\\\\x${Buffer.from(CONTENT).toString('hex')}`
const CONTENT_SHA = createHash('sha256').update(CONTENT).digest('hex')

function sent(put: Put, trust: BenchTrust, order: Written, life: Life, at: number): void {
  const { channel, code } = life.range.supplier
  const by = person(trust, 'technician')
  const transmissionId = idAt(at)
  const queued = iso(life.decided ?? life.raised)
  const messageId = `<${order.number}.v1.order@tincture.example>`
  const recipient = channel === 'email' ? `orders@${code.toLowerCase()}.example` : life.range.supplier.name
  const proof = channel === 'email' ? '250 2.0.0 Ok: queued' : 'Read back by customer services'
  const cells = [
    ...[trust.id, transmissionId, order.id, 1, 'order', order.id, channel, 'sent', recipient, messageId, 1, proof],
    ...[queued, iso(at), channel === 'email' ? NULL : by],
  ]
  put('transmission', at, `${cells.join('\t')}\n`)
  for (const [kind, ending, type] of PAPERS) {
    put(
      'document',
      at,
      `${trust.id}\t${idAt(at)}\t${order.id}\t1\t${kind}\t${transmissionId}\t${order.number}-v1.${ending}\t${type}\t${CONTENT_HEX}\t${CONTENT_SHA}\t${iso(at)}\n`,
    )
  }
  if (life.kind === 'cd') signed(put, trust, order, at)
  const data = `{"transmissionId":"${transmissionId}","kind":"order","version":1,"channel":"${channel}"`
  order.events.push({ verb: 'QUEUED', at: life.decided ?? life.raised, actor: by, data: `${data}}` })
  const papers = PAPERS.map(([kind]) => `{"kind":"${kind}","sha256":"${CONTENT_SHA}"}`).join(',')
  order.events.push({
    ...{ verb: 'SENT', at, actor: channel === 'email' ? null : by },
    data: `${data},"messageId":"${messageId}","sentAt":"${iso(at)}","documents":[${papers}],"recipient":"${recipient}","attempts":1,"answer":"${proof}"}`,
  })
}

function signed(put: Put, trust: BenchTrust, order: Written, at: number): void {
  const by = person(trust, 'pharmacist')
  const [documentId, when] = [idAt(at), iso(at)]
  put(
    'document',
    at,
    `${trust.id}\t${documentId}\t${order.id}\t1\trequisition_pdf\t${NULL}\t${order.number}-requisition.pdf\tapplication/pdf\t${CONTENT_HEX}\t${CONTENT_SHA}\t${when}\n`,
  )
  put(
    'requisition',
    at,
    `${trust.id}\t${idAt(at)}\t${order.id}\t1\t${by}\t${when}\tPharmacist Mensah\tPharmacist\tHospital stock\t${documentId}\t${by}\t${when}\n`,
  )
  order.events.push({ verb: 'REQUISITION_SIGNED', at, actor: by, data: '{"version":1}' })
}

function answered(put: Put, trust: BenchTrust, order: Written, life: Life, at: number): void {
  const by = person(trust, 'technician')
  const [id, when] = [idAt(at), iso(at)]
  put('acknowledgement', at, `${trust.id}\t${id}\t${order.id}\t1\temail\t${when}\t${by}\t${when}\n`)
  const answers = life.lines.map((line, index) => {
    const open = line.backOrder && line.came[0] + line.came[1] + line.closed < line.packs && index % 2 === 0
    const code = line.backOrder ? 'BACK_ORDER' : 'ACCEPTED'
    const resolution = open ? 'open' : line.backOrder ? 'waiting' : 'none_needed'
    const resolved = resolution === 'waiting' ? [by, when, 'It can wait'] : [NULL, NULL, '']
    const on = line.backOrder ? iso(at + 72 * HOUR).slice(0, 10) : NULL
    const cells = [
      trust.id,
      idAt(at),
      id,
      order.id,
      order.lineIds[index],
      code,
      line.packs,
      on,
      resolution,
      ...resolved,
    ]
    put('acknowledgement_line', at, `${cells.join('\t')}\n`)
    const day = on === NULL ? 'null' : `"${on}"`
    return `{"lineId":"${order.lineIds[index]}","code":"${code}","packs":${line.packs},"expectedOn":${day},"substituteAmppId":null,"note":"","resolution":"${resolution}","lineNo":${index + 1},"ordered":${line.packs},"price":null}`
  })
  order.events.push({
    ...{ verb: 'ACKNOWLEDGED', at, actor: by },
    data: `{"version":1,"acknowledgementId":"${id}","source":"email","supplierReference":"","answeredAt":"${when}","note":"","answers":[${answers.join(',')}]}`,
  })
}

type Delivery = { life: Life; turn: number; at: number }

function received(
  put: Put,
  sealer: Sealer,
  trust: BenchTrust,
  numbers: Numbers,
  order: Written,
  { life, turn, at }: Delivery,
): void {
  const by = person(trust, 'stores')
  const [id, when, store] = [idAt(at), iso(at), storeOf(trust, life)]
  const number = nextNumber('GRN', trust, numbers, at)
  const note = `DN${when.slice(2, 10).replaceAll('-', '')}`
  const { supplier } = life.range
  put(
    'receipt',
    at,
    `${trust.id}\t${id}\t${number}\t${supplier.id}\t${supplier.name}\t${store}\t${note}\t${by}\t${when}\n`,
  )
  const expiry = `${Number(when.slice(0, 4)) + 2}-${when.slice(5, 7)}-28`
  const entries: string[] = []
  const lineIds: string[] = []
  let all = 0
  for (const [index, line] of life.lines.entries()) {
    const packs = line.came[turn] ?? 0
    if (packs === 0) continue
    const { pack } = line.item
    const [lineId, receiptLineId] = [order.lineIds[index], idAt(at)]
    const batch = `${pack.vmpId.slice(3, 8)}${when.slice(2, 4)}${when.slice(5, 7)}A`
    const short = line.backOrder && turn === 0 ? 'SHORT' : NULL
    put(
      'receipt_line',
      at,
      `${trust.id}\t${receiptLineId}\t${id}\t${order.id}\t${lineId}\t${pack.amppId}\t${pack.vmpId}\t${batch}\t${expiry}\t${packs}\t${short}\t${pack.fridge ? 45 : NULL}\n`,
    )
    put(
      'stock_movement',
      at,
      `${trust.id}\t${idAt(at)}\t${store}\t${pack.amppId}\t${pack.vmpId}\t${batch}\t${expiry}\tf\t${packs * pack.units * 1000}\treceipt\t${receiptLineId}\t${by}\t${when}\n`,
    )
    entries.push(
      `{"lineId":"${lineId}","batch":"${batch}","expiry":"${expiry}","accepted":${packs},"rejected":0,"variance":null,"fridgeTenths":null,"quarantined":false,"scanned":"","note":"","over":0}`,
    )
    lineIds.push(`"${lineId}"`)
    all += packs
  }
  const receipt = `"receiptId":"${id}","receiptNumber":"${number}"`
  const data = `{"version":1,${receipt},"packs":${all},"lines":[${lineIds.join(',')}]}`
  order.events.push({ verb: 'RECEIVED', at, actor: by, data })
  const own = `{${receipt},"accepted":${all},"rejected":0,"over":0,"supplierId":"${supplier.id}","storeId":"${store}","deliveryNote":"${note}","entries":[${entries.join(',')}]}`
  const events: MadeEvent[] = [{ verb: 'RECEIVED', at, actor: by, data: own }]
  const chain = chainRows(sealer, trust.id, { id, document: 'receipt' }, events)
  for (const event of chain.events) put('audit_event', event.at, event.line)
  put('audit_head', at, chain.head)
}

function nextNumber(series: 'PH' | 'GRN', trust: BenchTrust, numbers: Numbers, at: number): string {
  const year = new Date(at).getUTCFullYear()
  const sequence = (numbers[series].get(year) ?? 0) + 1
  numbers[series].set(year, sequence)
  const number = { ods: trust.odsCode, year, sequence }
  return series === 'PH' ? formatOrderNumber(number) : formatReceiptNumber(number)
}

function person(trust: BenchTrust, role: string): string {
  return trust.people.get(role)?.id ?? ''
}

function storeOf(trust: BenchTrust, life: Life): string {
  return trust.stores.get(life.kind === 'cd' ? 'cupboard' : 'main') ?? ''
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

/** The working day so many working days later, as a date. */
function workingDayAfter(at: number, count: number): string {
  const day = new Date(at)
  for (let left = count; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() % 6 !== 0) left -= 1
  }
  return day.toISOString().slice(0, 10)
}
