import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { packsByIds } from '#lib/catalogue/pack.queries.ts'
import { type MedicineOffers, offersFor } from '#lib/contracts/offers.queries.ts'
import { isPriceConfidential, type PriceSight, seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { type AnswerAct, actsFor, remainderOf } from '#lib/orders/order/answer-decision.rules.ts'
import { expectedOn } from '#lib/orders/order/expected.rules.ts'
import { type AnswerCode, outstandingPacks } from '#lib/orders/order/order.progress.ts'
import type { StoredOrder } from '#lib/orders/order/order.store.ts'
import { type WhoWords, whoWords } from '#lib/orders/order/who-words.rules.ts'
import type { RefusalCode } from '#lib/refusal.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { type Pence, price } from '#lib/values/money.ts'
import {
  type AmendmentFacts,
  amendmentFacts,
  answerable,
  knownAnswer,
  type StoredAnswer,
  sameDayAsKnown,
} from './amend.queries.ts'
import { planAnswers } from './amend.rules.ts'
import type { AnswerSource } from './answer.schema.ts'
import { type Beside, besides } from './beside.rules.ts'
import { type Elsewhere, elsewhereOffers, failingMaker } from './elsewhere.rules.ts'

/** An answer that waits for a decision, laid beside the order, with what can be done and what each act costs. */
export type OpenDecision = {
  id: string
  code: AnswerCode
  lineNo: number
  product: string
  packText: string
  answeredAt: Date
  source: AnswerSource
  note: string
  beside: Beside[]
  acts: AnswerAct[]
  /** What ends when it is not taken, in packs, and whether the supplier is asked first. */
  remainder: { packs: number; how: 'at_once' | 'ask_supplier' }
  /** What accepting does: the difference ex VAT (null: hidden), who must agree first; or why it cannot be. */
  accept: { difference: Pence | null; needs: { step: number; who: WhoWords }[]; refusal: RefusalCode | null } | null
  elsewhere: Elsewhere[]
}

/** The answers of an order that wait for a decision, by line. Empty while the order itself is being changed. */
export async function openDecisions(
  tx: Tx,
  asking: { actor: Actor; now: Date },
  order: StoredOrder,
): Promise<OpenDecision[]> {
  if (order.status !== 'sent') return []
  const rows = await tx.acknowledgementLine.findMany({
    where: { trustId: asking.actor.trustId, orderId: order.id, resolution: 'open' },
    include: { acknowledgement: true },
  })
  if (rows.length === 0) return []
  const facts = await amendmentFacts(tx, asking, order, rows)
  const vmpIds = [...new Set(facts.taken.map(({ line }) => line.vmpId))]
  const offers = await offersFor(tx, asking.actor, { vmpIds, on: londonDate(asking.now), equivalents: 'all' })
  const substitutes = await packsByIds(
    tx,
    asking.actor,
    rows.flatMap((row) => row.substituteAmppId ?? []),
  )
  const account = await tx.supplierAccount.findFirst({ where: { supplierId: order.supplierId } })
  const expected = order.sentAt && expectedOn(order.sentAt, account?.leadDays ?? 1, account?.cutOff ?? null)
  const context = {
    order,
    facts,
    expected,
    offers: offers.byMedicine,
    substitutes,
    ...asking,
    sight: sightOf(asking.actor),
    people: await peopleOfTrust(tx),
  }
  return rows.flatMap((row) => decisionOf(row, context) ?? []).sort((a, b) => a.lineNo - b.lineNo)
}

type Context = {
  order: StoredOrder
  facts: AmendmentFacts
  offers: ReadonlyMap<string, MedicineOffers>
  substitutes: Awaited<ReturnType<typeof packsByIds>>
  actor: Actor
  now: Date
  sight: PriceSight
  people: Map<string, TrustPerson>
  /** The day a delivery was to be expected when the order was sent. */
  expected: LocalDate | null
}

function decisionOf(row: StoredAnswer, context: Context): OpenDecision | null {
  const { order, substitutes, sight } = context
  const line = order.orderLines.find((one) => one.id === row.orderLineId)
  if (!line) return null
  const facts = answerable(line)
  if (outstandingPacks(facts) === 0) return null
  const answer = knownAnswer(row)
  const hidden = !seesLinePrice(sight, line)
  const substitute = answer.substituteAmppId === null ? undefined : substitutes.get(answer.substituteAmppId)
  const remainder = remainderOf(facts, answer)
  const acts = actsFor(facts, answer).filter((act) => act !== 'elsewhere' || may(context.actor, 'order.raise'))
  return {
    id: row.id,
    code: answer.code,
    lineNo: line.lineNo,
    product: line.productName,
    packText: line.packText,
    answeredAt: row.acknowledgement.answeredAt,
    source: row.acknowledgement.source as AnswerSource,
    note: [row.note, row.acknowledgement.note].filter((text) => text !== '').join(' '),
    beside: besides(
      {
        ...facts,
        price: hidden ? null : price(line.price),
        packText: line.packText,
        maker: line.maker,
        unitName: line.unitName,
        dueOn: context.expected,
      },
      answer,
      substitute ?? null,
    ),
    acts,
    remainder,
    accept: acts.includes('accept') ? acceptOf(row, context, hidden) : null,
    elsewhere: acts.includes('elsewhere')
      ? elsewhereOffers(
          { ...facts, supplierId: order.supplierId, failing: failingMaker(answer.code, line.maker) },
          remainder.packs,
          context.offers.get(line.vmpId),
          { ...sight, hidden },
        )
      : [],
  }
}

function acceptOf(
  row: StoredAnswer,
  { order, facts, now, sight, people }: Context,
  hidden: boolean,
): OpenDecision['accept'] {
  const taken = facts.taken.filter(({ answer }) => answer.id === row.id)
  const sameDay = sameDayAsKnown(order)
  const planned = planAnswers({ ...facts.order, sameDay }, taken, facts.scheme.scheme, now)
  if (!planned.ok) return { difference: null, needs: [], refusal: planned.refusal.code }
  const { amendment, made } = planned.value
  const shown = made.every(({ to }) => seesLinePrice(sight, { priceConfidential: isPriceConfidential(to) }))
  return {
    difference: hidden || !shown ? null : amendment.difference,
    needs: amendment.requirement.needed.map(({ role, people: named, step, signatures }) => ({
      step,
      who: whoWords({ role, names: named.map((id) => nameOf(people, id)), signatures }),
    })),
    refusal: null,
  }
}
