import { afterEach, expect, test } from 'vitest'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addDays, type LocalDate, londonDate, weekday } from '#lib/values/dates.ts'
import { discardPad } from '../discard-pad.command.ts'
import { padView } from '../pad.queries.ts'
import { makeTemplate } from '../templates/make-template.command.ts'
import { removeTemplate } from '../templates/remove-template.command.ts'
import { changeStanding } from './change-standing.command.ts'
import { endStanding } from './end-standing.command.ts'
import { keepDate } from './keep-date.command.ts'
import { makeStandingOrders } from './make-standing.job.ts'
import { pauseStanding } from './pause-standing.command.ts'
import { resumeStanding } from './resume-standing.command.ts'
import type { Rhythm } from './rhythm.schema.ts'
import { skipDate } from './skip-date.command.ts'
import { standingView } from './standing.queries.ts'
import { startStanding } from './start-standing.command.ts'

const world = await aWorld()
const { storeId, costCentreId } = world.trusts.RZZ
const technician = () => world.act('technician')
const ownerId = world.personId('technician')
const DAY = 86_400_000

const { templateId } = done(
  await makeTemplate(technician(), {
    ...{ name: 'Monday round', storeId, costCentreId, shared: true },
    more: `${world.packs.meropenem}\t4\n${world.packs.paracetamol}\t6`,
  }),
)
const today = () => londonDate(world.clock())
/** Every day there is, so that a test's days need no calendar. */
const DAILY: Rhythm = { kind: 'weekdays', days: [1, 2, 3, 4, 5, 6, 7], closed: 'same' }
const start = async (rhythm: Rhythm = DAILY, owner = ownerId) =>
  done(await startStanding(technician(), { templateId, ownerId: owner, rhythm, knowing: false })).standingId
const view = async (id: string) => {
  const found = await standingView(world.actor('technician'), id, world.clock())
  if (!found) throw new Error('It is not there')
  return found
}
const end = async (id: string) =>
  done(await endStanding(technician(), { standingId: id, version: (await view(id)).version }))
afterEach(() => world.sql(`UPDATE standing_order SET status = 'ended', next_on = NULL`))
const toMorrow = (days = 1) => world.clock.advance(days * DAY)

test('on its day a draft stands in the owner’s pad, once, with two workers; nothing is submitted, and Today counts it', async () => {
  const id = await start()
  expect(await makeStandingOrders(world.systemAct())).toEqual({ made: 0, failed: 0 })
  toMorrow()
  const both = await Promise.all([makeStandingOrders(world.systemAct()), makeStandingOrders(world.systemAct())])
  expect(both.map((one) => one.made).sort()).toEqual([0, 1])
  const { dates, nextOn } = await view(id)
  expect(dates).toMatchObject([{ dueOn: today(), outcome: 'made', open: true }])
  expect(nextOn).toBe(addDays(today(), 1))
  const padId = dates[0]?.padId ?? ''
  const pad = done(await padView(world.actor('technician'), padId, world.clock()))
  expect(pad.lines.map((line) => line.packs).sort()).toEqual([4, 6])
  const orders = await world.sql<{ status: string; raised_by: string; changers: string[] }>(
    'SELECT status, raised_by, changers FROM purchase_order WHERE pad_id = $1',
    [padId],
  )
  for (const order of orders) expect(order).toMatchObject({ status: 'draft', raised_by: ownerId, changers: [ownerId] })
  const work = async () =>
    (await workToday(world.actor('technician'), world.clock())).find((one) => one.kind === 'standing')
  expect(await work()).toMatchObject({ count: 1, items: [{ number: padId, supplier: 'Monday round', on: today() }] })
  done(await discardPad(technician(), { padId, edit: pad.edit }))
  expect(await work()).toBeUndefined()
  await end(id)
})

test('the worker’s round finds a trust whose day has come, and no other', async () => {
  const due = () => world.sql('SELECT trusts_with_standing_orders_due($1::date) AS id', [today()])
  const id = await start()
  expect(await due()).toEqual([])
  toMorrow()
  expect(await due()).toEqual([{ id: world.trusts.RZZ.id }])
  await end(id)
  expect(await due()).toEqual([])
})

test('after days without a worker the last date is made and the others are said to have been missed', async () => {
  const id = await start()
  toMorrow(3)
  expect(await makeStandingOrders(world.systemAct())).toEqual({ made: 1, failed: 0 })
  expect((await view(id)).dates.map((date) => date.outcome)).toEqual(['made', 'missed', 'missed'])
  await end(id)
})

test('a date is left out and taken in again; what is left out is not made', async () => {
  const id = await start()
  const tomorrow = addDays(today(), 1)
  const at = async () => ({ standingId: id, version: (await view(id)).version })
  done(await skipDate(technician(), { ...(await at()), dueOn: tomorrow }))
  expect((await view(id)).nextOn).toBe(addDays(today(), 2))
  expect(await skipDate(technician(), { ...(await at()), dueOn: tomorrow })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  done(await keepDate(technician(), { ...(await at()), dueOn: tomorrow }))
  expect((await view(id)).nextOn).toBe(tomorrow)
  done(await skipDate(technician(), { ...(await at()), dueOn: tomorrow }))
  expect(await skipDate(technician(), { ...(await at()), dueOn: today() })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
  toMorrow()
  expect(await makeStandingOrders(world.systemAct())).toEqual({ made: 0, failed: 0 })
  await end(id)
})

test('paused nothing is made and nothing is made up for; ended it is over', async () => {
  const id = await start()
  const at = async () => ({ standingId: id, version: (await view(id)).version })
  done(await pauseStanding(technician(), await at()))
  toMorrow(2)
  expect(await makeStandingOrders(world.systemAct())).toEqual({ made: 0, failed: 0 })
  done(await resumeStanding(technician(), await at()))
  expect(await view(id)).toMatchObject({ status: 'active', nextOn: addDays(today(), 1), dates: [] })
  expect(await removeTemplate(technician(), { templateId, version: 1 })).toMatchObject({
    refusal: { code: 'STANDING_ORDERS', count: 1 },
  })
  await end(id)
  expect(await pauseStanding(technician(), await at())).toMatchObject({ refusal: { code: 'STANDING_ENDED' } })
  toMorrow()
  expect(await makeStandingOrders(world.systemAct())).toEqual({ made: 0, failed: 0 })
})

test('an owner who may not raise orders any more, or a store that is closed: paused, with the reason, and no half draft', async () => {
  const id = await start()
  await world.sql('UPDATE store SET active = false WHERE id = $1', [storeId])
  toMorrow()
  const pads = (await world.sql('SELECT id FROM order_pad')).length
  expect(await makeStandingOrders(world.systemAct())).toEqual({ made: 0, failed: 1 })
  expect(await view(id)).toMatchObject({ status: 'paused', dates: [{ outcome: 'failed', why: 'NOT_FOUND' }] })
  expect(await world.sql('SELECT id FROM order_pad')).toHaveLength(pads)
  await world.sql('UPDATE store SET active = true WHERE id = $1', [storeId])
  await end(id)
  const stores = world.personId('stores')
  expect(
    await startStanding(technician(), { templateId, ownerId: stores, rhythm: DAILY, knowing: false }),
  ).toMatchObject({
    refusal: { code: 'NOT_A_BUYER' },
  })
})

test('another rhythm holds from tomorrow; two who change it at once: one is told; another trust sees nothing', async () => {
  const id = await start()
  const weekly: Rhythm = { kind: 'weekdays', days: [weekday(addDays(today(), 3))], closed: 'same' }
  const change = { standingId: id, version: 1, ownerId: world.personId('lead'), rhythm: weekly, knowing: false }
  const both = await Promise.all([changeStanding(technician(), change), changeStanding(world.act('lead'), change)])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(await view(id)).toMatchObject({ nextOn: addDays(today(), 3) as LocalDate, ownerId: world.personId('lead') })
  const other = world.act('technician', { trust: 'RZY' })
  expect(await endStanding(other, { standingId: id, version: 2 })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  expect(await standingView(other.actor, id, world.clock())).toBeNull()
  expect(await endStanding(world.act('stores'), { standingId: id, version: 2 })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
  await end(id)
})

test('the same template on the same dates is refused, two at once as well; where dates meet, it is said and must be known', async () => {
  const again = (rhythm: Rhythm, knowing = false) =>
    startStanding(technician(), { templateId, ownerId: world.personId('lead'), rhythm, knowing })
  const both = await Promise.all([again(DAILY), again(DAILY)])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  const id = both.find((one) => one.ok)?.value.standingId ?? ''
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: 'STANDING_TWICE', standingId: id } })
  expect(await again(DAILY, true)).toMatchObject({ refusal: { code: 'STANDING_TWICE' } })
  done(await pauseStanding(technician(), { standingId: id, version: 1 }))
  const monthly: Rhythm = { kind: 'month', day: 1, closed: 'same' }
  expect(await again(monthly)).toMatchObject({
    refusal: { code: 'INVALID', errors: [{ field: 'knowing', message: expect.stringContaining('drafted twice') }] },
  })
  const { standingId } = done(await again(monthly, true))
  expect((await view(standingId)).others).toMatchObject([{ id, status: 'paused' }])
  const change = { standingId, version: 1, ownerId, rhythm: DAILY, knowing: true }
  expect(await changeStanding(technician(), change)).toMatchObject({ refusal: { code: 'STANDING_TWICE' } })
  await end(id)
  expect(await changeStanding(technician(), change)).toMatchObject({ ok: true })
})
