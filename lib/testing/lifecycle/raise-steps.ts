import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import { discardPad } from '#lib/orders/raise/discard-pad.command.ts'
import { openPad } from '#lib/orders/raise/open-pad.command.ts'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import { reopenReturned } from '#lib/orders/raise/reopen-returned.command.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import { ok } from '#lib/result.ts'
import type { TestPack, World } from '../a-trust.ts'
import { ask, grossOf, type MOrder, type Model, type MPad, needed, type Player } from './model.ts'
import { door, lacks, type Seen, type Step, seen, stale, step, versioned } from './step.ts'

/** What can be raised: a pack, from whom, and whether somebody forgets to say why or at what price. */
type Wanted = { pack: TestPack | 'novel'; supplier: keyof World['suppliers']; packs: number; forgets: boolean }

const WANTED: readonly [Wanted['pack'], Wanted['supplier']][] = [
  ['meropenem', 'meridian'],
  ['meropenem', 'northgate'],
  ['meropenemOther', 'meridian'],
  ['adenosine5', 'calder'],
  ['morphine', 'meridian'],
  ['insulin', 'northgate'],
  ['paracetamol', 'meridian'],
  ['paracetamol', 'albion'],
  ['melatonin', 'larkspur'],
  ['novel', 'meridian'],
]

/** Quantities that fall in every band of the scheme. */
const QUANTITIES = [1, 2, 5, 12, 40, 300, 1200, 6000]

/** Where the pack on no contract, made anew for each run, is found. */
export const novel = { ampp: '' }

type Raised = { lines: Wanted[]; emergency: boolean }

const raise = step({
  name: 'raise',
  weight: 8,
  candidates: (_model, dice): Raised[] => [
    {
      emergency: dice.upTo(6) === 0,
      lines: Array.from({ length: 1 + dice.upTo(3) }, () => {
        const [pack, supplier] = dice.pick(WANTED)
        return { pack, supplier, packs: dice.pick(QUANTITIES), forgets: dice.upTo(12) === 0 }
      }),
    },
  ],
  against: (_model, who) => [...lacks(who, 'order.raise'), ...(who.trust === 'RZZ' ? [] : (['NOT_FOUND'] as const))],
  input: (raised) => raised,
  async command(act, { lines, emergency }, world) {
    const { storeId, costCentreId } = world.trusts.RZZ
    const opened = await openPad(act, { storeId, costCentreId })
    if (!opened.ok) return opened
    const { padId } = opened.value
    const adds = lines.map(({ pack, supplier, packs }, index): PadChange => {
      const amppId = pack === 'novel' ? novel.ampp : world.packs[pack]
      return { do: 'add', ref: `${index}`, amppId, packs, supplierId: world.suppliers[supplier] }
    })
    const head: PadChange = { do: 'pad', emergency, emergencyReason: emergency ? 'Theatre is waiting' : '' }
    const added = await changePad(act, { padId, edit: 1, changes: [...adds, head] })
    if (!added.ok) return added
    const rows = await world.sql<{ id: string; price_basis: string; contract_state: string }>(
      'SELECT id, price_basis, contract_state FROM order_line WHERE id = ANY ($1)',
      [added.value.lines],
    )
    const said = added.value.added.flatMap(({ ref, lineId }): PadChange[] => {
      const row = rows.find((one) => one.id === lineId)
      if (!row || lines[Number(ref)]?.forgets) return []
      const price = row.price_basis === 'missing' ? { price: 350_000, priceSource: 'Quote 77' } : {}
      const reason = row.contract_state === 'OFF_CONTRACT' ? { reason: 'CONTRACT_OUT_OF_STOCK' as const } : {}
      return Object.keys({ ...price, ...reason }).length > 0 ? [{ do: 'line', line: lineId, ...price, ...reason }] : []
    })
    if (said.length === 0) return ok({ padId, edit: added.value.edit })
    const changed = await changePad({ ...act, key: act.newId() }, { padId, edit: added.value.edit, changes: said })
    return changed.ok ? ok({ padId, edit: changed.value.edit }) : changed
  },
  async apply(model, _who, { emergency }, { padId, edit }, learn) {
    model.pads.push({ id: padId, edit, open: true, emergency })
    await learn.pad(padId)
  },
})

type SeenPad = { pad: MPad; edit: number }

const pads = (model: Model): SeenPad[] =>
  model.pads.flatMap((pad) => [
    { pad, edit: pad.edit },
    { pad, edit: pad.edit + 1 },
  ])

function againstPad({ pad, edit }: SeenPad): ('PAD_CLOSED' | 'CHANGED_MEANWHILE')[] {
  return [
    ...(pad.open ? [] : (['PAD_CLOSED'] as const)),
    ...(pad.edit === edit ? [] : (['CHANGED_MEANWHILE'] as const)),
  ]
}

/** The orders that still stand on a pad. */
function onPad(model: Model, pad: MPad): MOrder[] {
  return model.orders.filter(
    (order) => order.pad === pad.id && (order.status === 'draft' || order.status === 'returned'),
  )
}

const change = step({
  name: 'change',
  weight: 6,
  candidates: (model, dice): (SeenPad & { change: PadChange })[] =>
    pads(model).flatMap((at) => {
      const lines = model.orders.filter((order) => order.pad === at.pad.id).flatMap((order) => order.lines)
      if (lines.length === 0) return []
      const line = dice.pick(lines).id
      const packs = dice.pick(QUANTITIES)
      return [{ ...at, change: dice.upTo(4) === 0 ? { do: 'remove', line } : { do: 'line', line, packs } }]
    }),
  against(model, who, at) {
    const { change } = at
    const line = 'line' in change ? change.line : ''
    const there = onPad(model, at.pad).some((order) => order.lines.some((one) => one.id === line))
    return [...door(who, 'order.raise'), ...againstPad(at), ...(there ? [] : (['NOT_FOUND'] as const))]
  },
  input: ({ pad, edit, change }) => ({ padId: pad.id, edit, changes: [change] }),
  command: changePad,
  async apply(model, who, { pad, change }, { edit }, learn) {
    pad.edit = edit
    const line = 'line' in change ? change.line : ''
    const order = model.orders.find((one) => one.lines.some((each) => each.id === line))
    order?.changers.add(who.id)
    await learn.pad(pad.id)
  },
})

/** Whether an emergency of whoever submits, or raised what is submitted, is undecided. */
function undecided(model: Model, who: Player, pad: MPad): boolean {
  const live = onPad(model, pad).filter((order) => order.lines.length > 0)
  const people = [who.id, ...live.map((order) => order.raisedBy)]
  return model.orders.some(
    ({ raisedBy, submittedBy, approvals }) =>
      (people.includes(raisedBy) || (submittedBy !== null && people.includes(submittedBy))) &&
      approvals.some((one) => one.afterwards && one.state === 'waiting'),
  )
}

const submit = step({
  name: 'submit',
  weight: 30,
  candidates: (model): SeenPad[] => pads(model),
  against(model, who, at) {
    const lines = onPad(model, at.pad).flatMap((order) => order.lines)
    return [
      ...door(who, 'order.raise'),
      ...againstPad(at),
      ...(lines.length === 0 ? (['EMPTY_PAD'] as const) : []),
      ...(lines.some((line) => line.lacks) ? (['LINES_INCOMPLETE'] as const) : []),
      ...(at.pad.emergency && undecided(model, who, at.pad) ? (['EMERGENCY_UNDECIDED'] as const) : []),
    ]
  },
  input: ({ pad, edit }) => ({ padId: pad.id, edit, unusual: edit }),
  command: submitPad,
  async apply(model, who, { pad }, value, learn) {
    const orders = onPad(model, pad)
    pad.open = false
    pad.edit += 1
    await learn.pad(pad.id)
    const live = orders.filter((order) => order.lines.length > 0)
    for (const order of orders) if (order.lines.length === 0) order.status = 'cancelled'
    for (const order of live) {
      if (order.status === 'returned') order.version += 1
      Object.assign(order, { status: 'awaiting_approval', submittedBy: who.id, day: model.today })
      Object.assign(order, { emergency: pad.emergency, gross: grossOf(order.lines, order.carriage) })
    }
    const asked = live.map((order) => ({ order, asked: needed(model, order) }))
    for (const one of asked) ask(model, one.order, one.asked)
    const said = value.orders.map((one) => `${one.number} ${one.passed}`).sort()
    const meant = live.map((order) => `${order.number} ${order.status === 'approved'}`).sort()
    if (said.join() !== meant.join()) throw new Error(`Submitting said ${said}, the model ${meant}`)
  },
})

const discard = step({
  name: 'discard',
  weight: 2,
  candidates: (model): SeenPad[] => pads(model),
  against: (_model, who, at) => [...door(who, 'order.raise'), ...againstPad(at)],
  input: ({ pad, edit }) => ({ padId: pad.id, edit }),
  command: discardPad,
  apply(model, _who, { pad }) {
    for (const order of onPad(model, pad)) if (order.status === 'draft') order.status = 'cancelled'
    pad.open = false
    pad.edit += 1
  },
})

const reopen = step({
  name: 'reopen',
  weight: 20,
  candidates: (model, dice): Seen[] => seen(model, dice),
  against: (_model, who, at) => [
    ...door(who, 'order.raise'),
    ...stale(at),
    ...(at.order.status === 'returned' ? [] : (['WRONG_STATUS'] as const)),
  ],
  input: versioned,
  command: reopenReturned,
  apply(model, _who, { order }, { padId }) {
    const there = model.pads.find((pad) => pad.id === padId)
    if (there) return
    order.pad = padId
    model.pads.push({ id: padId, edit: 1, open: true, emergency: order.emergency })
  },
})

/** Raising: pads opened, changed, submitted, thrown away, and returned orders taken up again. */
export const RAISE_STEPS: Step[] = [raise, change, submit, discard, reopen]
