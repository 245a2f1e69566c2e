import { expect } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import { ownAuditKey } from '#lib/db/audit.ts'
import { verifyRecord } from '#lib/db/verify/verify-record.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { TestPerson, World } from '../a-trust.ts'
import { answerSteps } from './answer-steps.ts'
import { APPROVE_STEPS } from './approve-steps.ts'
import { END_STEPS } from './end-steps.ts'
import { type Before, checkOrder, checkStock, fingerprint } from './invariants.ts'
import type { Model, Player } from './model.ts'
import { novel, RAISE_STEPS } from './raise-steps.ts'
import { asModel, asRead, lineFrom, nameNew, orderFrom, type Reading, read } from './reading.ts'
import { RECEIVE_STEPS } from './receive-steps.ts'
import { SEND_STEPS } from './send-steps.ts'
import type { Dice, Learn, Step } from './step.ts'

/** Random numbers for one step. `wild`: whoever and whatever comes; else somebody who may, on something that can be. */
export type Throw = { numbers: readonly number[]; wild: boolean }

const PEOPLE: readonly TestPerson[] = [
  ...(['technician', 'technician2', 'pharmacist', 'pharmacist2', 'stores', 'stores2', 'lead', 'lead2'] as const),
  ...(['chief', 'director', 'finance', 'auditor', 'admin'] as const),
]
const STRANGERS: readonly TestPerson[] = ['technician', 'lead', 'pharmacist', 'stores', 'chief']

type Done = { step: Step; act: Act; input: unknown; value: unknown }

/** One run of the lifecycle on a world that is kept: its own day, its own orders, its own medicine on no contract. */
export class Play {
  private readonly model: Model
  private readonly steps: Step[]
  private readonly players: Player[]
  private readonly before: Before = new Map()
  private readonly done: Done[] = []
  private readonly tale: string[] = []
  private readonly world: World

  private constructor(world: World, run: string) {
    this.world = world
    this.model = {
      ...{ now: 0, today: '', pads: [], orders: [], receipts: [], approved: new Set<string>(), run, deliveries: 0 },
    }
    this.steps = [RAISE_STEPS, APPROVE_STEPS, SEND_STEPS, answerSteps(world), RECEIVE_STEPS, END_STEPS].flat()
    const players = (people: readonly TestPerson[], trust: Player['trust']) =>
      people.map((person) => ({
        person,
        role: person.replace('2', '') as Role,
        trust,
        id: world.personId(person, trust),
      }))
    this.players = [...players(PEOPLE, 'RZZ'), ...players(STRANGERS, 'RZY')]
  }

  /** Begins on the next morning, with no approval of unlicensed medicines left and a medicine nobody ever bought. */
  static async begin(world: World, run: number): Promise<Play> {
    const day = londonDate(new Date(world.clock().getTime() + 24 * 3_600_000))
    world.clock.set(new Date(`${day}T09:00:00Z`))
    // emergencies of runs before are decided: undecided ones would keep their raisers from the next
    await world.sql(`UPDATE approval SET state = 'lapsed' WHERE state = 'waiting' AND retrospective`)
    await world.sql(`UPDATE unlicensed_approval SET review_on = '2020-01-01'`)
    const body = `98${String(run).padStart(5, '0')}1000001`
    const id = (extension: string) => `${body}${extension}${verhoeffDigit(`${body}${extension}`)}`
    novel.ampp = id('10')
    await world.sql(
      `INSERT INTO pack (owner_id, ampp_id, vmpp_id, amp_id, vmp_id, name, maker, pack_text, units_milli, unit_name, made_up, search)
       SELECT owner_id, $2, $3, $4, $5, 'Novelty ' || $6 || ' 10mg tablets', maker, pack_text, units_milli, unit_name, true, search
       FROM pack WHERE ampp_id = $1`,
      [world.packs.paracetamol, novel.ampp, id('11'), id('12'), id('13'), String(run)],
    )
    return new Play(world, `R${run}`)
  }

  /** Does one random step and holds everything against the model. */
  async step({ numbers, wild }: Throw): Promise<void> {
    const dice = diceOf(numbers)
    this.model.now = this.world.clock().getTime()
    this.model.today = londonDate(this.world.clock())
    const turn = dice.upTo(20)
    if (turn === 0) this.passTime(dice)
    else if (turn <= 2 && this.done.length > 0) await this.again(dice)
    else if (wild) await this.tryAnything(dice)
    else await this.tryWhatMayBe(dice)
  }

  /** The record of the trust is whole. */
  async verify(): Promise<void> {
    const { RZZ } = this.world.trusts
    const ask = (text: string, values: readonly unknown[]) => this.world.sql<never>(text, [...values])
    const { broken } = await verifyRecord(ask, RZZ.id, { key: ownAuditKey() })
    expect(broken).toBeNull()
  }

  /** What was done so far, for whoever looks for the fault. */
  story(): string {
    return this.tale.map((one, index) => `${index + 1}. ${one}`).join('\n')
  }

  private passTime(dice: Dice): void {
    const minutes = dice.pick([20, 20, 20, 1440, 1440, 8 * 1440])
    this.world.clock.advance(minutes * 60_000)
    this.tale.push(`${minutes} minutes pass`)
  }

  private async tryAnything(dice: Dice): Promise<void> {
    const step = weighed(this.steps, dice)
    const candidates = step.candidates(this.model, dice)
    if (candidates.length > 0) await this.act(step, dice.pick(this.players), dice.pick(candidates), dice)
  }

  private async tryWhatMayBe(dice: Dice): Promise<void> {
    const possible = this.steps.flatMap((step) => {
      const fitting = step
        .candidates(this.model, dice)
        .flatMap((candidate) => this.players.map((who) => ({ who, candidate })))
        .filter(({ who, candidate }) => step.against(this.model, who, candidate).length === 0)
        .filter(({ who, candidate }) => step.matters?.(this.model, who, candidate) ?? true)
      return fitting.length > 0 ? [{ step, weight: step.weight, fitting }] : []
    })
    const { step, fitting } = weighed(possible, dice)
    const { who, candidate } = dice.pick(fitting)
    await this.act(step, who, candidate, dice)
  }

  private async act(step: Step, who: Player, candidate: unknown, dice: Dice): Promise<void> {
    const against = step.against(this.model, who, candidate)
    const act = this.world.act(who.person, { trust: who.trust })
    const print = against.length > 0 ? await this.print() : ''
    const input = await step.input(candidate, this.world)
    const result = await step.command(act, input, this.world)
    const said = result.ok ? 'done' : result.refusal.code
    this.tale.push(
      `${step.name} by ${who.person} of ${who.trust}: ${said}${against.length > 0 ? ` (${against.join(', ')})` : ''}`,
    )
    if (result.ok) {
      expect(against, `${step.name} was done against`).toEqual([])
      await step.apply(this.model, who, candidate, result.value, this.learn)
    } else {
      expect(against, `${step.name} refused as ${JSON.stringify(result.refusal)}`).toContain(result.refusal.code)
      if (step.name !== 'raise') expect(await this.print(), `${step.name} was refused and wrote`).toBe(print)
    }
    await this.compare()
    if (!result.ok || ['raise', 'work', 'accident'].includes(step.name)) return
    const done = { step, act, input, value: result.value }
    this.done.push(done)
    if (dice.upTo(4) === 0) await this.repeat(done, dice)
  }

  private async again(dice: Dice): Promise<void> {
    await this.repeat(dice.pick(this.done), dice)
  }

  /** The same key and input: the first answer, and nothing happens. The same key for something else: refused. */
  private async repeat({ step, act, input, value }: Done, dice: Dice): Promise<void> {
    const print = await this.print()
    const later = { ...act, now: this.world.clock() }
    this.tale.push(`${step.name} once more under the same key`)
    const again = await step.command(later, input, this.world)
    expect(again, `${step.name} under a key that was used`).toEqual({ ok: true, value })
    const other = step.candidates(this.model, dice).at(0)
    const changed = other === undefined ? input : await step.input(other, this.world)
    if (JSON.stringify(changed) !== JSON.stringify(input)) {
      const refused = await step.command(later, changed, this.world)
      expect(refused, `${step.name} for something else`).toEqual({ ok: false, refusal: { code: 'KEY_REUSED' } })
    }
    expect(await this.print(), `${step.name} a second time`).toBe(print)
  }

  private print(): Promise<string> {
    return fingerprint(
      this.world,
      this.model.orders.map((order) => order.id),
    )
  }

  private readonly learn: Learn = {
    pad: async (padId) => {
      const pad = this.model.pads.find((one) => one.id === padId)
      const [row] = await this.world.sql<{ edit: number }>('SELECT edit FROM order_pad WHERE id = $1', [padId])
      if (pad && row) pad.edit = row.edit
      for (const order of await read(this.world, { pad: padId })) {
        const known = this.model.orders.find((one) => one.id === order.id)
        if (!known) this.model.orders.push(orderFrom(order))
        else if (known.status === 'draft' || known.status === 'returned') {
          Object.assign(known, { lines: order.lines.map(lineFrom), carriage: order.carriage, gross: order.gross })
          Object.assign(known, { supplier: order.supplier, kind: order.kind })
        }
      }
    },
    lines: async (order) => {
      const [found] = await read(this.world, { ids: [order.id] })
      const known = new Set(order.lines.map((line) => line.id))
      order.lines.push(...(found?.lines ?? []).filter((line) => !known.has(line.id)).map(lineFrom))
    },
  }

  private async compare(): Promise<void> {
    const readings: Reading[] = await read(this.world, { ids: this.model.orders.map((order) => order.id) })
    nameNew(this.model, readings)
    expect(readings.map(asRead)).toEqual(
      this.model.orders.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((order) => asModel(order, this.model)),
    )
    for (const reading of readings) checkOrder(reading, this.before)
    await checkStock(this.world, this.model.run)
  }
}

/** One of a list, the heavier ones more often. */
function weighed<T extends { weight: number }>(list: readonly T[], dice: Dice): T {
  let left = dice.upTo(list.reduce((sum, one) => sum + one.weight, 0))
  const found = list.find((one) => {
    left -= one.weight
    return left < 0
  })
  if (!found) throw new Error('There is nothing to weigh')
  return found
}

function diceOf(numbers: readonly number[]): Dice {
  let next = 0
  const upTo = (most: number) => {
    const number = numbers[next % numbers.length] ?? 0
    next += 1
    return (number + Math.floor(next / numbers.length) * 7) % most
  }
  const pick = <T>(list: readonly T[]): T => {
    const one = list[upTo(list.length)]
    if (one === undefined) throw new Error('There is nothing to pick from')
    return one
  }
  return { upTo, pick }
}
