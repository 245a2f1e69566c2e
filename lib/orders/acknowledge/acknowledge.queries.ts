import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { AnswerCode } from '#lib/orders/order/order.progress.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { isAtSupplier } from '#lib/orders/order/order.status.ts'
import type { StoredOrder } from '#lib/orders/order/order.store.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { type Price, price } from '#lib/values/money.ts'
import { wantedPacks } from './answer.rules.ts'
import type { AnswerSource } from './answer.schema.ts'
import { type OpenDecision, openDecisions } from './decisions.queries.ts'

/** A line as its answer is typed. Packs; `price` per pack ex VAT, null where this role may not see it. */
export type LineToAnswer = {
  id: string
  lineNo: number
  product: string
  packText: string
  maker: string
  vmpId: string
  amppId: string
  wanted: number
  received: number
  outstanding: number
  price: Price | null
  /** What they said last, and whether it waits for a decision. */
  answer: { code: AnswerCode; packs: number; expectedOn: LocalDate | null; open: boolean } | null
}

/** An answer as it came: when, how, who wrote it down. */
export type AnswerSoFar = {
  id: string
  answeredAt: Date
  source: AnswerSource
  supplierReference: string
  recordedBy: string
  lines: number
  note: string
}

/** A pack of a medicine that can be offered instead. */
export type PackChoice = { amppId: string; words: string }

/** What the page of a supplier's answers shows. Null: no such order in this trust. */
export type AnswerPage = {
  number: string
  version: number
  edit: number
  status: string
  supplier: string
  sentAt: Date | null
  answerDueAt: Date | null
  acknowledgedAt: Date | null
  /** Whether an answer can be written down now. */
  atSupplier: boolean
  /** Lines of which an answer still counts. */
  lines: LineToAnswer[]
  /** Other packs of each medicine on the order, by VMP id. */
  others: Record<string, PackChoice[]>
  decisions: OpenDecision[]
  answers: AnswerSoFar[]
}

/** The page on which a supplier's answers are written down and dealt with. */
export async function answerPage(actor: Actor, now: Date, number: string): Promise<AnswerPage | null> {
  if (!may(actor, 'order.acknowledge')) return null
  return withTrust(actor, async (tx) => {
    const order = await tx.purchaseOrder.findFirst({
      where: { trustId: actor.trustId, number },
      include: { orderLines: { orderBy: { lineNo: 'asc' } } },
    })
    if (!order) return null
    const stands = await standingAnswers(tx, actor, order.id)
    const open = order.orderLines.filter((line) => line.state === 'open')
    return {
      number: order.number,
      version: order.version,
      edit: order.edit,
      status: order.status,
      supplier: order.supplierName,
      sentAt: order.sentAt,
      answerDueAt: order.answerDueAt,
      acknowledgedAt: order.acknowledgedAt,
      atSupplier: isAtSupplier(order),
      lines: open.map((line) => lineToAnswer(actor, line, stands.get(line.id) ?? null)),
      others: await otherPacks(tx, actor, [...new Set(open.map((line) => line.vmpId))]),
      decisions: await openDecisions(tx, { actor, now }, order),
      answers: await answersSoFar(tx, actor, order.id),
    }
  })
}

function lineToAnswer(
  actor: Actor,
  line: StoredOrder['orderLines'][number],
  answer: LineToAnswer['answer'],
): LineToAnswer {
  const facts = {
    packs: line.packs,
    received: line.receivedPacks,
    closed: line.closedPacks,
    over: line.overPacks,
  }
  return {
    id: line.id,
    lineNo: line.lineNo,
    product: line.productName,
    packText: line.packText,
    maker: packMake(line),
    vmpId: line.vmpId,
    amppId: line.amppId,
    wanted: wantedPacks(facts),
    received: line.receivedPacks,
    outstanding: outstandingPacks(facts),
    price: seesLinePrice(sightOf(actor), line) ? price(line.price) : null,
    answer,
  }
}

type StandingRow = { order_line_id: string; code: AnswerCode; packs: number; expected_on: string | null; open: boolean }

/** The newest answer to each line that still counts. */
async function standingAnswers(
  tx: Tx,
  actor: Actor,
  orderId: string,
): Promise<Map<string, NonNullable<LineToAnswer['answer']>>> {
  const rows = await tx.$queryRaw<StandingRow[]>`
    SELECT DISTINCT ON (order_line_id) order_line_id, code, packs, expected_on::text, resolution = 'open' AS open
    FROM acknowledgement_line
    WHERE trust_id = ${actor.trustId}::uuid AND order_id = ${orderId}::uuid AND resolution <> 'superseded'
    ORDER BY order_line_id, id DESC`
  return new Map(
    rows.map(({ order_line_id, code, packs, expected_on, open }) => {
      return [order_line_id, { code, packs, open, expectedOn: expected_on === null ? null : localDate(expected_on) }]
    }),
  )
}

/** How many packs of one medicine are offered to choose from. */
const MOST_OTHERS = 60

async function otherPacks(tx: Tx, actor: Actor, vmpIds: readonly string[]): Promise<Record<string, PackChoice[]>> {
  if (vmpIds.length === 0) return {}
  const rows = await tx.$queryRaw<{ vmp_id: string; ampp_id: string; words: string }[]>`
    SELECT m.vmp_id, p.ampp_id, p.words FROM unnest(${[...vmpIds]}::text[]) AS m (vmp_id)
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (p.ampp_id) p.ampp_id, p.pack_text || ', ' || CASE WHEN p.brand = '' THEN p.maker ELSE p.brand || ', ' || p.maker END AS words
      FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = m.vmp_id AND NOT p.discontinued
      ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC LIMIT ${MOST_OTHERS}
    ) p ORDER BY m.vmp_id, p.words`
  const others: Record<string, PackChoice[]> = {}
  for (const { vmp_id, ampp_id, words } of rows) {
    const list = others[vmp_id] ?? []
    list.push({ amppId: ampp_id, words })
    others[vmp_id] = list
  }
  return others
}

async function answersSoFar(tx: Tx, actor: Actor, orderId: string): Promise<AnswerSoFar[]> {
  const rows = await tx.acknowledgement.findMany({
    where: { trustId: actor.trustId, orderId },
    include: { _count: { select: { acknowledgementLines: true } } },
    orderBy: { id: 'desc' },
  })
  const people = rows.length > 0 ? await peopleOfTrust(tx) : new Map()
  return rows.map((row) => ({
    id: row.id,
    answeredAt: row.answeredAt,
    source: row.source as AnswerSource,
    supplierReference: row.supplierReference,
    recordedBy: nameOf(people, row.recordedBy),
    lines: row._count.acknowledgementLines,
    note: row.note,
  }))
}
