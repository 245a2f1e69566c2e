import { acknowledgeOrder } from '#lib/orders/acknowledge/acknowledge-order.command.ts'
import { resolveAnswer } from '#lib/orders/acknowledge/resolve-answer.command.ts'
import { orderElsewhere } from '#lib/orders/raise/order-elsewhere.command.ts'
import { price } from '#lib/values/money.ts'
import type { TestPack, World } from '../a-trust.ts'
import { answerInput, answerTo } from '../answered-order.ts'
import {
  ask,
  closePacks,
  closeWhenDone,
  grossOf,
  lineIn,
  type MAnswer,
  type MLine,
  type MOrder,
  type Model,
  message,
  needed,
  outstanding,
  type Player,
} from './model.ts'
import { type Against, door, type Learn, type Seen, type Step, seen, stale, step, versioned } from './step.ts'

/** What a supplier may say to a line. `packs` null: nothing was said of them. */
type Said = { line: string; code: MAnswer['code']; packs: number | null; price: number | null; other: TestPack | null }

/** What suppliers say, what changes an order more often than in life. */
const CODES = [
  ...(['ACCEPTED', 'NOT_AVAILABLE', 'BACK_ORDER', 'CHANGED_QUANTITY', 'DISCONTINUED'] as const),
  ...(['CHANGED_PRICE', 'CHANGED_PRICE', 'CHANGED_PRICE'] as const),
]
const NOT_COMING = ['NOT_AVAILABLE', 'DISCONTINUED']
const FOLLOWS = ['BACK_ORDER', 'ON_ALLOCATION', 'CHANGED_QUANTITY']
const OTHERS: Partial<Record<TestPack, TestPack>> = {
  meropenem: 'meropenemOther',
  meropenemOther: 'meropenem',
  adenosine5: 'adenosine6',
}

const wanted = (line: MLine) => Math.max(0, line.packs - line.closed)

/** Packs that a supplier's answer promises of what is still to come. */
function coming(line: MLine, answer: MAnswer): number {
  if (answer.code === 'SUBSTITUTE_OFFERED') return 0
  return Math.min(outstanding(line), Math.max(0, answer.packs - line.received))
}

/** Whether the answer is about other terms than the order's. */
function otherTerms(line: MLine, answer: MAnswer): boolean {
  if (answer.code === 'SUBSTITUTE_OFFERED') return true
  return coming(line, answer) > 0 && answer.price !== null && answer.price !== line.price
}

/** How many of another pack stand for the packs still to come, at most. */
function cover(line: MLine, units: number): number {
  return Math.ceil((outstanding(line) * line.units) / units)
}

/** Why an answer makes no sense for the line it is to. */
function senseless(line: MLine, said: Said): boolean {
  const { code, packs } = said
  if (line.state !== 'open') return true
  if (code === 'CHANGED_QUANTITY') {
    return packs === null || packs <= 0 || packs >= wanted(line) || packs < line.received
  }
  if (code === 'CHANGED_PRICE') return said.price === line.price || said.price === 0
  if (code !== 'SUBSTITUTE_OFFERED') return false
  return outstanding(line) === 0 || packs === null || packs === 0 || packs > cover(line, unitsOf(said.other))
}

function unitsOf(pack: TestPack | null): number {
  return pack === 'adenosine6' ? 6000 : pack === 'adenosine5' ? 5000 : 10_000
}

const packName = (world: World, ampp: string) =>
  (Object.entries(world.packs) as [TestPack, string][]).find(([, id]) => id === ampp)?.[0]

/** A random answer to a line. */
function saidTo(world: World, line: MLine, dice: { pick<T>(list: readonly T[]): T; upTo(most: number): number }): Said {
  const pack = packName(world, line.ampp)
  const other = (pack && OTHERS[pack]) ?? null
  const code = other && dice.upTo(3) === 0 ? 'SUBSTITUTE_OFFERED' : dice.pick(CODES)
  const half = Math.floor((wanted(line) + line.received) / 2)
  const packs = code === 'CHANGED_QUANTITY' ? half : code === 'SUBSTITUTE_OFFERED' ? cover(line, unitsOf(other)) : null
  const change = dice.pick([-20_000, 5_000, 60_000, 0])
  const asked = code === 'CHANGED_PRICE' || code === 'SUBSTITUTE_OFFERED'
  return { line: line.id, code, packs, price: asked ? Math.max(100, line.price + change) : null, other }
}

type Answering = Seen & { said: Said[] | 'all'; late: boolean }

/** Written down for a world: which packs there are is the world's to know. */
export function answerSteps(world: World): Step[] {
  const acknowledge = step({
    name: 'acknowledge',
    weight: 40,
    candidates: (model, dice): Answering[] =>
      seen(model, dice).flatMap((at) => {
        if (at.order.lines.length === 0) return []
        const late = dice.upTo(12) === 0
        const said = at.order.lines.filter(() => dice.upTo(2) === 0).map((line) => saidTo(world, line, dice))
        return [{ ...at, said: said.length > 0 ? said : ('all' as const), late }]
      }),
    against(_model, who, at) {
      const { order, said, late } = at
      const lines = said === 'all' ? order.lines.filter((line) => line.state === 'open') : said
      const sense =
        lines.length > 0 &&
        (said === 'all' ||
          said.every((one) => order.lines.some((line) => line.id === one.line && !senseless(line, one))))
      const sent =
        order.status === 'sent' || (order.wasSent && ['awaiting_approval', 'approved'].includes(order.status))
      return [
        ...door(who, 'order.acknowledge'),
        ...stale(at),
        ...(late ? (['CHANGED_MEANWHILE'] as const) : []),
        ...(sent ? [] : (['WRONG_STATUS'] as const)),
        ...(sense ? [] : (['INVALID'] as const)),
      ]
    },
    async input({ order, version, said, late }) {
      const given =
        said === 'all'
          ? undefined
          : said.map(({ line, code, packs, price: each, other }) =>
              answerTo(line, code as 'ACCEPTED', {
                ...{ packs, price: each === null ? null : price(each) },
                substituteAmppId: code === 'SUBSTITUTE_OFFERED' && other ? world.packs[other] : null,
              }),
            )
      const input = await answerInput(world, order, given)
      return { ...input, version, edit: late ? input.edit + 1 : input.edit }
    },
    command: acknowledgeOrder,
    apply(_model, _who, { order, said }, { open }) {
      const all = order.lines.filter((line) => line.state === 'open')
      const answers = said === 'all' ? all.map((line) => accepted(line)) : said
      let meant = 0
      for (const one of answers) {
        const line = lineIn(order, one.line)
        for (const old of order.answers) {
          if (old.line === line.id && old.resolution === 'open') old.resolution = 'superseded'
        }
        const packs = NOT_COMING.includes(one.code) ? line.received : (one.packs ?? wanted(line))
        const decides = outstanding(line) > 0 && one.code !== 'ACCEPTED'
        if (decides) meant += 1
        order.answers.push({
          ...{ id: '', line: line.id, code: one.code, packs, price: one.price },
          other: one.code === 'SUBSTITUTE_OFFERED' && one.other ? world.packs[one.other] : null,
          resolution: decides ? 'open' : 'none_needed',
        })
      }
      if (open !== meant) throw new Error(`${open} answers need a decision, the model says ${meant}`)
    },
  })
  return [acknowledge, accept, shortClose, elsewhere(world)]
}

function accepted(line: MLine): Said {
  return { line: line.id, code: 'ACCEPTED', packs: null, price: null, other: null }
}

type Open = Seen & { answer: MAnswer }

const answers = (model: Model, dice: Parameters<typeof seen>[1]): Open[] =>
  seen(model, dice).flatMap((at) =>
    at.order.answers.filter((one) => one.id !== '').map((answer) => ({ ...at, answer })),
  )

/** What is held against any decision on an answer. */
function againstDecision(who: Player, at: Open): Against {
  const { order, answer } = at
  const line = order.lines.find((one) => one.id === answer.line)
  return [
    ...door(who, 'order.acknowledge'),
    ...stale(at),
    ...(order.status === 'sent' ? [] : (['WRONG_STATUS'] as const)),
    ...(answer.resolution === 'open' ? [] : (['CHANGED_MEANWHILE'] as const)),
    ...(line && outstanding(line) > 0 ? [] : (['NOTHING_OUTSTANDING'] as const)),
  ]
}

function askedAlready(order: MOrder, lineId: string): Against {
  const asked = order.asks.some((one) => one.state === 'asked' && (one.line === lineId || one.line === null))
  return asked ? ['ASKED_ALREADY'] : []
}

const accept = step({
  name: 'accept',
  weight: 90,
  candidates: (model, dice): Open[] => answers(model, dice),
  against(_model, who, at) {
    const { order, answer } = at
    const line = lineIn(order, answer.line)
    const terms = otherTerms(line, answer)
    const onItsWay = order.messages.some((one) => ['queued', 'needs_checking'].includes(one.status))
    return [
      ...againstDecision(who, at),
      ...(terms || FOLLOWS.includes(answer.code) ? [] : (['INVALID'] as const)),
      ...(terms ? askedAlready(order, line.id) : []),
      ...(terms && onItsWay ? (['BEING_SENT'] as const) : []),
    ]
  },
  input: (at) => ({ ...versioned(at), answerIds: [at.answer.id], decision: 'accept' as const, reason: '' }),
  command: resolveAnswer,
  async apply(model, who, { order, answer }, _value, learn) {
    const line = lineIn(order, answer.line)
    if (!otherTerms(line, answer)) {
      answer.resolution = answer.code === 'CHANGED_QUANTITY' ? 'accepted' : 'waiting'
      return
    }
    answer.resolution = 'accepted'
    await amend(model, who, order, line, answer, learn)
  },
})

/** The order's next version, with a line at the supplier's terms in place of what is still to come of the old one. */
async function amend(model: Model, who: Player, order: MOrder, line: MLine, answer: MAnswer, learn: Learn) {
  const handedOn = outstanding(line)
  const promised = coming(line, answer)
  order.version += 1
  order.changers.add(who.id)
  Object.assign(line, { state: 'superseded', closed: line.closed + handedOn, superseded: line.superseded + handedOn })
  await learn.lines(order)
  const made = order.lines.find((one) => one.replaces === line.id && one.addedIn === order.version)
  if (!made) throw new Error(`Line ${line.lineNo} was replaced by nothing`)
  const packs = answer.other ? answer.packs : handedOn
  const meant = { price: answer.price ?? line.price, packs, ampp: answer.other ?? line.ampp }
  for (const key of ['price', 'packs', 'ampp'] as const) {
    if (made[key] !== meant[key]) throw new Error(`The new line has ${key} ${made[key]}, the model says ${meant[key]}`)
  }
  order.answers.push({
    ...{ id: '', line: made.id, price: made.price, other: null, code: 'ACCEPTED', packs, resolution: 'none_needed' },
    ...(answer.other || promised === packs
      ? {}
      : { code: 'CHANGED_QUANTITY', packs: promised, resolution: 'accepted' }),
  })
  order.gross = grossOf(order.lines, order.carriage)
  const was = { net: Math.round((line.price * handedOn) / 100), perUnit: line.price / line.units }
  const dearer = made.net > was.net || made.price * line.units > line.price * made.units
  const off = (one: MLine) => one.contractState === 'OFF_CONTRACT' || one.contractState === 'ON_CONTRACT_PRICE_HIGH'
  const brings =
    made.ampp !== line.ampp &&
    ((off(made) && made.contractState !== line.contractState) || (made.first && !line.first) || made.cd !== line.cd)
  const asked = needed(model, order)
  ask(model, order, dearer || brings ? asked : [])
}

const shortClose = step({
  name: 'short-close an answer',
  weight: 10,
  candidates: (model, dice): Open[] => answers(model, dice),
  against(_model, who, at) {
    const line = lineIn(at.order, at.answer.line)
    const asks = remainder(line, at.answer).how === 'ask'
    return [...againstDecision(who, at), ...(asks ? askedAlready(at.order, line.id) : [])]
  },
  input: (at) => ({
    ...{ ...versioned(at), answerIds: [at.answer.id] },
    ...{ decision: 'short_close' as const, reason: 'We manage without' },
  }),
  command: resolveAnswer,
  apply(_model, _who, { order, answer }) {
    const line = lineIn(order, answer.line)
    answer.resolution = 'short_closed'
    end(order, line, remainder(line, answer))
  },
})

function remainder(line: MLine, answer: MAnswer): { packs: number; how: 'at once' | 'ask' } {
  const open = outstanding(line)
  if (otherTerms(line, answer)) return { packs: open, how: 'ask' }
  const come = coming(line, answer)
  return come < open ? { packs: open - come, how: 'at once' } : { packs: open, how: 'ask' }
}

/** Packs of a line end: at once, or the supplier is asked and the line stands until they answer. */
export function end(order: MOrder, line: MLine, { packs, how }: { packs: number; how: 'at once' | 'ask' }): void {
  if (how === 'at once') {
    closePacks(line, packs)
    closeWhenDone(order)
    return
  }
  order.asks.push({ id: '', line: line.id, packs, state: 'asked' })
  order.messages.push(message(order, 'cancellation', ''))
}

const ELSEWHERE: Partial<Record<TestPack, { pack: TestPack; supplier: keyof World['suppliers'] }>> = {
  meropenem: { pack: 'meropenemOther', supplier: 'meridian' },
  meropenemOther: { pack: 'meropenem', supplier: 'northgate' },
  adenosine5: { pack: 'adenosine5', supplier: 'calder' },
  adenosine6: { pack: 'adenosine5', supplier: 'calder' },
  paracetamol: { pack: 'paracetamol', supplier: 'meridian' },
  insulin: { pack: 'insulin', supplier: 'northgate' },
}

const elsewhere = (world: World) =>
  step({
    name: 'order elsewhere',
    weight: 8,
    candidates: (model, dice): Open[] =>
      answers(model, dice).filter(({ order, answer }) => {
        const pack = packName(world, lineIn(order, answer.line).ampp)
        return pack !== undefined && ELSEWHERE[pack] !== undefined
      }),
    against(_model, who, at) {
      const line = lineIn(at.order, at.answer.line)
      const asks = remainder(line, at.answer).how === 'ask'
      const against = againstDecision(who, at).filter((code) => code !== 'NOT_ALLOWED')
      return [...door(who, 'order.raise'), ...against, ...(asks ? askedAlready(at.order, line.id) : [])]
    },
    input({ order, version, answer }) {
      const pack = packName(world, lineIn(order, answer.line).ampp)
      const to = pack && ELSEWHERE[pack]
      if (!to) throw new Error('There is nothing to buy instead')
      return {
        ...{ number: order.number, version, answerId: answer.id, reason: 'CONTRACT_OUT_OF_STOCK' as const, note: '' },
        offer: { amppId: world.packs[to.pack], supplierId: world.suppliers[to.supplier] },
      }
    },
    command: orderElsewhere,
    async apply(model, _who, { order, answer }, { padId }, learn) {
      const line = lineIn(order, answer.line)
      answer.resolution = 'ordered_elsewhere'
      end(order, line, remainder(line, answer))
      model.pads.push({ id: padId, edit: 0, open: true, emergency: false })
      await learn.pad(padId)
    },
  })
