import type { World } from '../a-trust.ts'
import type { MLine, MOrder, Model } from './model.ts'

/** An order as it stands in the database. Money in pence, prices in ten-thousandths of a pound; days as text. */
export type Reading = {
  id: string
  number: string
  pad: string
  kind: string
  supplier: string
  status: string
  version: number
  raised_by: string
  submitted_by: string | null
  changers: string[]
  emergency: boolean
  net: number
  carriage: number
  vat: number
  gross: number
  lines: ReadLine[]
  approvals: { version: number; role: string; state: string; retrospective: boolean; decided_by: string | null }[]
  messages: { id: string; version: number; kind: string; subject_id: string; status: string }[]
  answers: { id: string; order_line_id: string; code: string; packs: number; resolution: string }[]
  asks: { id: string; order_line_id: string | null; packs: number | null; state: string }[]
  overs: { id: string; order_line_id: string; packs: number; decision: string | null }[]
}

type ReadLine = Omit<MLine, 'ampp' | 'vmp' | 'units' | 'lacks' | 'first' | 'cd'> & {
  ampp_id: string
  vmp_id: string
  units_milli: number
  cd_category: string
  first_purchase: boolean
  lacks: boolean
  booked: number
}

/** Reads orders with everything that hangs on them, in one statement. */
export async function read(world: World, where: { pad: string } | { ids: readonly string[] }): Promise<Reading[]> {
  const [condition, value] = 'pad' in where ? ['o.pad_id = $1', where.pad] : ['o.id = ANY ($1)', where.ids]
  const many = (columns: string, from: string, order: string) =>
    `coalesce((SELECT json_agg(x ORDER BY ${order}) FROM (SELECT ${columns} FROM ${from}) x), '[]')`
  const rows = await world.sql<{ order: Reading }>(
    `SELECT json_build_object('id', o.id, 'number', o.number, 'pad', o.pad_id, 'kind', o.kind, 'supplier', lower(s.code),
       'status', o.status, 'version', o.version, 'raised_by', o.raised_by, 'submitted_by', o.submitted_by,
       'changers', o.changers, 'emergency', o.emergency, 'net', o.net, 'carriage', o.carriage, 'vat', o.vat, 'gross', o.gross,
       'lines', ${many(
         `l.id, l.line_no AS "lineNo", l.ampp_id, l.vmp_id, l.units_milli, l.price, l.packs, l.net, l.vat, l.state,
          l.contract_state AS "contractState", l.contract_price AS "contractPrice", l.cd_category, l.unlicensed, l.fridge,
          l.first_purchase, l.added_in_version AS "addedIn", l.replaces_line_id AS replaces, l.received_packs AS received,
          l.closed_packs AS closed, l.over_packs AS over, l.superseded_packs AS superseded,
          (l.price_basis = 'missing' OR (l.price_basis = 'typed' AND l.price_source = '')
            OR (l.contract_state = 'OFF_CONTRACT' AND l.off_contract_reason IS NULL)) AS lacks,
          (SELECT coalesce(sum(r.accepted_packs), 0) FROM receipt_line r WHERE r.order_line_id = l.id)
            + (SELECT coalesce(sum(d.packs), 0) FROM over_delivery d WHERE d.order_line_id = l.id AND d.decision = 'keep') AS booked`,
         'order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id',
         'x."lineNo"',
       )},
       'approvals', ${many(
         'a.version, a.role, a.state, a.retrospective, a.decided_by',
         'approval a WHERE a.trust_id = o.trust_id AND a.order_id = o.id',
         'x.version, x.role',
       )},
       'messages', ${many(
         't.id, t.version, t.kind, t.subject_id, t.status',
         'transmission t WHERE t.trust_id = o.trust_id AND t.order_id = o.id',
         'x.id',
       )},
       'answers', ${many(
         'k.id, k.order_line_id, k.code, k.packs, k.resolution',
         'acknowledgement_line k WHERE k.trust_id = o.trust_id AND k.order_id = o.id',
         'x.id',
       )},
       'asks', ${many(
         'c.id, c.order_line_id, c.packs, c.state',
         'order_change c WHERE c.trust_id = o.trust_id AND c.order_id = o.id',
         'x.id',
       )},
       'overs', ${many(
         'd.id, d.order_line_id, d.packs, d.decision',
         `over_delivery d JOIN order_line l ON l.trust_id = d.trust_id AND l.id = d.order_line_id
          WHERE d.trust_id = o.trust_id AND l.order_id = o.id`,
         'x.id',
       )}) AS order
     FROM purchase_order o JOIN supplier s ON s.id = o.supplier_id WHERE ${condition} ORDER BY o.id`,
    [value],
  )
  return rows.map((row) => row.order)
}

/** A line as the model begins with it. */
export function lineFrom(line: ReadLine): MLine {
  const { ampp_id, vmp_id, units_milli, cd_category, first_purchase, booked: _, ...rest } = line
  return { ...rest, ampp: ampp_id, vmp: vmp_id, units: units_milli, cd: cd_category !== '0000', first: first_purchase }
}

/** A draft as the model begins with it. */
export function orderFrom(order: Reading): MOrder {
  return {
    ...{ id: order.id, number: order.number, pad: order.pad, kind: order.kind, supplier: order.supplier },
    ...{ status: 'draft', version: 1, raisedBy: order.raised_by, changers: new Set(order.changers) },
    ...{
      submittedBy: null,
      day: null,
      dayTotal: 0,
      kept: 0,
      keptOff: 0,
      emergency: false,
      wasSent: false,
      requisition: null,
    },
    ...{ carriage: order.carriage, gross: order.gross, lines: order.lines.map(lineFrom) },
    ...{ approvals: [], messages: [], answers: [], asks: [] },
  }
}

/** Gives ids to what the last step brought about: the model knows that it must be there, not what it is called. */
export function nameNew(model: Model, readings: readonly Reading[]): void {
  for (const reading of readings) {
    const order = model.orders.find((one) => one.id === reading.id)
    if (!order) continue
    const name = <T extends { id: string }, R extends { id: string }>(
      own: readonly T[],
      found: readonly R[],
      fits: (a: T, b: R) => boolean,
    ) => {
      for (const one of own.filter((each) => each.id === '')) {
        const match = found.find((row) => own.every((each) => each.id !== row.id) && fits(one, row))
        if (match) one.id = match.id
      }
    }
    name(order.asks, reading.asks, (ask, row) => ask.line === row.order_line_id)
    name(order.messages, reading.messages, (one, row) => one.kind === row.kind && one.version === row.version)
    for (const one of order.messages) {
      one.subject ||= reading.messages.find((row) => row.id === one.id)?.subject_id ?? ''
    }
    name(order.answers, reading.answers, (one, row) => one.line === row.order_line_id)
    const overs = model.receipts.flatMap((receipt) => receipt.overs)
    name(
      overs.filter((over) => order.lines.some((line) => line.id === over.line)),
      reading.overs,
      (over, row) => over.line === row.order_line_id && over.packs === row.packs,
    )
  }
}

/** What both must say of an order, in the same words. */
export function asModel(order: MOrder, model: Model) {
  const overs = model.receipts.flatMap((receipt) => receipt.overs)
  const mine = overs.filter((over) => order.lines.some((line) => line.id === over.line))
  return {
    order: `${order.number} ${order.status} v${order.version}`,
    gross: order.gross,
    changers: [...order.changers].sort(),
    lines: order.lines.map(
      (one) =>
        `${one.lineNo} ${one.state}: ${one.received} came, ${one.closed} closed, ${one.over} over, ${one.superseded} handed on`,
    ),
    approvals: order.approvals
      .map((one) => `v${one.version} ${one.role} ${one.state}${one.afterwards ? ' afterwards' : ''} ${one.by}`)
      .sort(),
    messages: order.messages.map((one) => `v${one.version} ${one.kind} ${one.status} ${one.id}`).sort(),
    answers: order.answers.map((one) => `${one.id} ${one.code} ${one.packs} ${one.resolution}`).sort(),
    asks: order.asks.map((one) => `${one.id} ${one.state}`).sort(),
    overs: mine.map((one) => `${one.id} ${one.packs} ${one.decision}`).sort(),
  }
}

/** The same of the database. */
export function asRead(order: Reading): ReturnType<typeof asModel> {
  return {
    order: `${order.number} ${order.status} v${order.version}`,
    gross: order.gross,
    changers: order.changers.toSorted(),
    lines: order.lines.map(
      (one) =>
        `${one.lineNo} ${one.state}: ${one.received} came, ${one.closed} closed, ${one.over} over, ${one.superseded} handed on`,
    ),
    approvals: order.approvals
      .map(
        (one) => `v${one.version} ${one.role} ${one.state}${one.retrospective ? ' afterwards' : ''} ${one.decided_by}`,
      )
      .sort(),
    messages: order.messages.map((one) => `v${one.version} ${one.kind} ${one.status} ${one.id}`).sort(),
    answers: order.answers.map((one) => `${one.id} ${one.code} ${one.packs} ${one.resolution}`).sort(),
    asks: order.asks.map((one) => `${one.id} ${one.state}`).sort(),
    overs: order.overs.map((one) => `${one.id} ${one.packs} ${one.decision}`).sort(),
  }
}
