import { describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder } from '#lib/testing/answered-order.ts'
import { londonDate } from '#lib/values/dates.ts'
import { recordStockCount } from './record-stock-count.command.ts'
import { recordUsage } from './record-usage.command.ts'
import { stockPicture } from './stock.queries.ts'

const world = await aWorld()
const { packs, vmps } = world
const { storeId, id: trustId } = world.trusts.RZZ

const picture = (vmpId: string, trust: 'RZZ' | 'RZY' = 'RZZ') =>
  withTrust(world.actor('stores', { trust }), async (tx) => {
    const found = await stockPicture(tx, { vmpIds: [vmpId], storeId: null, on: londonDate(world.clock()) })
    return found.get(vmpId)
  })

describe('counting stock', () => {
  test('sets stock right by movements, whole packs at a time', async () => {
    const first = {
      storeId,
      counts: [
        { amppId: packs.insulin, batch: 'A', expiry: '2027-01-31', unitsMilli: 12_000 },
        { amppId: packs.insulin, batch: 'B', unitsMilli: 5000 },
      ],
    }
    expect(await recordStockCount(world.act('stores'), first)).toEqual({ ok: true, value: { moved: 2 } })
    expect(await picture(vmps.insulin)).toMatchObject({ onHand: 17_000, byPack: { [packs.insulin]: 17_000 } })
    expect(await recordStockCount(world.act('stores'), first)).toEqual({ ok: true, value: { moved: 0 } })
    const second = {
      storeId,
      counts: [{ amppId: packs.insulin, batch: 'A', expiry: '2027-01-31', unitsMilli: 10_000 }],
    }
    expect(await recordStockCount(world.act('technician'), second)).toEqual({ ok: true, value: { moved: 2 } })
    expect(await picture(vmps.insulin)).toMatchObject({ onHand: 10_000 })
    expect(
      await world.sql(
        `SELECT batch, units_milli::int AS units, kind FROM stock_movement WHERE trust_id = $1 ORDER BY id`,
        [trustId],
      ),
    ).toEqual([
      { batch: 'A', units: 12_000, kind: 'count' },
      { batch: 'B', units: 5000, kind: 'count' },
      { batch: 'A', units: -2000, kind: 'count' },
      { batch: 'B', units: -5000, kind: 'count' },
    ])
  })

  test('two counts at once leave what one of them says, and movements add up to it', async () => {
    const count = (unitsMilli: number) =>
      recordStockCount(world.act('stores'), { storeId, counts: [{ amppId: packs.morphine, batch: 'M', unitsMilli }] })
    await Promise.all([count(7000), count(9000)])
    const [sums] = await world.sql<{ held: number; moved: number }>(
      `SELECT (SELECT sum(units_milli)::int FROM stock_holding WHERE ampp_id = $1) AS held, (SELECT sum(units_milli)::int FROM stock_movement WHERE ampp_id = $1) AS moved`,
      [packs.morphine],
    )
    expect([7000, 9000]).toContain(sums?.held)
    expect(sums?.moved).toBe(sums?.held)
  })

  test('movements cannot be changed or deleted by the app', async () => {
    const actor = world.actor('stores')
    await expect(withTrust(actor, (tx) => tx.$executeRaw`UPDATE stock_movement SET units_milli = 1`)).rejects.toThrow(
      /permission denied/,
    )
    await expect(withTrust(actor, (tx) => tx.$executeRaw`DELETE FROM stock_movement`)).rejects.toThrow(
      /permission denied/,
    )
  })

  test('another trust’s store, an unknown pack and another role are refused', async () => {
    const counts = [{ amppId: packs.insulin, unitsMilli: 1 }]
    expect(await recordStockCount(world.act('stores'), { storeId: world.trusts.RZY.storeId, counts })).toMatchObject({
      refusal: { code: 'NOT_FOUND', what: 'store' },
    })
    expect(
      await recordStockCount(world.act('stores'), { storeId, counts: [{ amppId: '324344005', unitsMilli: 1 }] }),
    ).toMatchObject({ refusal: { code: 'INVALID', errors: [{ field: 'counts[0].amppId' }] } })
    expect(await recordStockCount(world.act('auditor'), { storeId, counts })).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
    expect(await picture(vmps.insulin, 'RZY')).toMatchObject({ onHand: 0 })
  })
})

describe('recording usage', () => {
  test('a day is replaced, not added to; cover follows', async () => {
    const day = (unitsMilli: number) =>
      recordUsage(world.act('stores'), { storeId, usage: [{ vmpId: vmps.insulin, day: '2026-11-22', unitsMilli }] })
    expect(await day(5000)).toEqual({ ok: true, value: { recorded: 1 } })
    await day(28_000)
    expect(await picture(vmps.insulin)).toMatchObject({ used: 28_000, usagePerDay: 1000, coverTenths: 100 })
  })

  test('a day to come is named and nothing is recorded', async () => {
    const usage = ['2026-11-20', '2026-11-24'].map((day) => ({ vmpId: vmps.morphine, day, unitsMilli: 1000 }))
    expect(await recordUsage(world.act('stores'), { storeId, usage })).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'usage[1].day' }] },
    })
    expect(await world.sql('SELECT day FROM usage_day WHERE vmp_id = $1', [vmps.morphine])).toEqual([])
  })

  test('thousands of days go in one act, and the same key acts once', async () => {
    const usage = Array.from({ length: 5000 }, (_, n) => ({
      vmpId: vmps.paracetamol,
      day: londonDate(new Date(Date.UTC(2012, 0, 1) + n * 86_400_000)),
      unitsMilli: n - 10,
    }))
    const act = world.act('stores')
    const done = await recordUsage(act, { storeId, usage })
    expect(done).toEqual({ ok: true, value: { recorded: 5000 } })
    expect(await recordUsage(act, { storeId, usage })).toEqual(done)
    expect(await recordUsage(act, { storeId, usage: usage.slice(1) })).toMatchObject({
      refusal: { code: 'KEY_REUSED' },
    })
  })
})

test('on order is what the supplier still promises: neither what it cannot supply, nor what came', async () => {
  const lines = [{ pack: 'meropenem' as const, packs: 12 }]
  expect(await picture(vmps.meropenem)).toMatchObject({ onOrder: 0 })
  const [gone, short, whole] = [
    await aSentOrder(world, { lines }),
    await aSentOrder(world, { lines }),
    await aSentOrder(world, { lines }),
  ]
  const each = Number((await picture(vmps.meropenem))?.onOrder) / 36
  expect(each).toBeGreaterThan(0)
  await answered(world, gone, [answerTo(gone.lines[0] ?? '', 'NOT_AVAILABLE')])
  await answered(world, short, [answerTo(short.lines[0] ?? '', 'CHANGED_QUANTITY', { packs: 5 })])
  await answered(world, whole, [answerTo(whole.lines[0] ?? '', 'ACCEPTED')])
  expect((await picture(vmps.meropenem))?.onOrder).toBe(17 * each)
  // what is closed of a line because it will not come takes nothing from what will
  await world.sql('UPDATE order_line SET closed_packs = 7 WHERE id = $1', [short.lines[0]])
  expect((await picture(vmps.meropenem))?.onOrder).toBe(17 * each)
})
