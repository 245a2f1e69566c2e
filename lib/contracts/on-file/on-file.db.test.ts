import { describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { localDate } from '#lib/values/dates.ts'
import { packs } from '#lib/values/packs.ts'
import { offersFor } from '../offers.queries.ts'
import { resolvePrice } from '../why.rules.ts'
import { endPrice } from './end-price.command.ts'
import { filePrice } from './file-price.command.ts'
import { pricesOfMedicine, pricesOfSupplier, standingPrice } from './on-file.queries.ts'
import { endPriceForm, filePriceForm } from './on-file.schema.ts'

const world = await aWorld()
const { suppliers, vmps } = world
const lead = () => world.act('lead')

async function medicine(trust: 'RZZ' | 'RZY' = 'RZZ', vmp: keyof typeof vmps = 'meropenem') {
  const found = await pricesOfMedicine(world.actor('lead', { trust }), vmps[vmp], world.clock())
  if (!found) throw new Error('No such medicine')
  return found
}

async function markOf(supplierId: string, amppId: string, vmp: keyof typeof vmps = 'meropenem') {
  const prices = await medicine('RZZ', vmp)
  return standingPrice(world.actor('lead'), { prices, amppId, supplierId, now: world.clock() })
}

async function typed(amppId: string, supplierId: string, more: object = {}, vmp: keyof typeof vmps = 'meropenem') {
  return filePriceForm.parse({
    ...{ supplierId, amppId, standing: (await markOf(supplierId, amppId, vmp))?.mark, price: '24.10' },
    ...{ from: '23 November 2026', source: 'quotation', reference: 'Q-1', sourceOn: '20/11/26' },
    ...more,
  })
}

async function why(amppId: string, vendor: { id: string; name: string }, on = '2026-11-23') {
  const actor = world.actor('technician')
  return withTrust(actor, async (tx) => {
    const { byPack } = await offersFor(tx, actor, { amppIds: [amppId], on: localDate(on) })
    const context = byPack.get(amppId)
    return context ? resolvePrice(context, { amppId, vendor, packs: packs(1) }) : null
  })
}

describe('a price on file', () => {
  const pack = world.packs.meropenemOther
  const meridian = { id: suppliers.meridian, name: 'Meridian Wholesale' }

  test('is entered from a day on: what stood ends the day before, and the price, its days and source are why', async () => {
    expect(await filePrice(lead(), await typed(pack, meridian.id, { from: '1 December 2026' }))).toMatchObject({
      ok: true,
      value: { vmpId: vmps.meropenem },
    })
    expect((await medicine()).prices).toMatchObject([
      { price: 241_000, from: '2026-12-01', to: null, state: 'coming', source: 'Quotation Q-1 of 20 November 2026' },
      { price: 249_000, from: '2025-01-01', to: '2026-11-30', state: 'now', source: 'Price list' },
    ])
    expect(await why(pack, meridian)).toMatchObject({ value: { price: 249_000, basis: 'on_file' } })
    expect(await why(pack, meridian, '2026-12-01')).toMatchObject({
      value: {
        price: 241_000,
        basis: 'on_file',
        source: 'Quotation Q-1 of 20 November 2026',
        why: { onFile: { from: '2026-12-01', to: null } },
      },
    })
    expect((await medicine('RZY')).prices).toMatchObject([{ price: 249_000, to: null }])
    const [event] = await world.sql<{ verb: string; payload: string }>(
      `SELECT verb, payload FROM audit_event WHERE chain_id = $1 ORDER BY seq DESC LIMIT 1`,
      [meridian.id],
    )
    expect(event?.verb).toBe('PRICE_FILED')
    expect(JSON.parse(event?.payload ?? '').data).toMatchObject({ price: 241_000, from: '2026-12-01' })
  })

  test('typed by two at once is there once; the same act twice has one answer', async () => {
    const input = await typed(world.packs.adenosine6, suppliers.albion, {}, 'adenosine')
    const both = await Promise.all([filePrice(lead(), input), filePrice(world.act('admin'), input)])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    const act = lead()
    const next = await typed(world.packs.adenosine6, suppliers.albion, { price: '23' }, 'adenosine')
    const [first, again] = [await filePrice(act, next), await filePrice(act, next)]
    expect([first.ok, again]).toEqual([true, first])
    expect((await medicine('RZZ', 'adenosine')).prices.map(({ state, price }) => `${state} ${price}`)).toEqual([
      'now 230000',
      'withdrawn 241000',
    ])
  })

  test('ends on a day, or is taken off before it begins; not by who saw another end', async () => {
    const [coming, now] = (await medicine()).prices
    if (!coming || !now) throw new Error('No prices')
    const ending = (more: object) =>
      endPriceForm.parse({ priceId: now.id, until: '2026-11-30', reason: 'Over', ...more })
    expect(await endPrice(lead(), ending({ until: 'open', last: '24 November 2026' }))).toMatchObject({
      refusal: { code: 'CHANGED_MEANWHILE' },
    })
    const both = await Promise.all(
      ['24 November 2026', '25 November 2026'].map((last) => endPrice(lead(), ending({ last }))),
    )
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    const off = ending({ priceId: coming.id, until: 'open', last: '30 November 2026' })
    expect(await endPrice(world.act('lead', { trust: 'RZY' }), off)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect(await endPrice(lead(), off)).toMatchObject({ ok: true })
    expect((await medicine()).prices.map((one) => one.state)).toEqual(['withdrawn', 'now'])
    expect(await why(pack, meridian, '2026-11-26')).toMatchObject({ refusal: { code: 'NO_PRICE' } })
  })

  test('that a contract gives is told beforehand, and the contract counts', async () => {
    const insulin = world.packs.insulin
    expect(await markOf(suppliers.northgate, insulin, 'insulin')).toMatchObject({
      contract: { reference: 'CM/PHG/99/0001', lot: '02' },
    })
    const input = await typed(insulin, suppliers.northgate, { price: '1.00' }, 'insulin')
    expect(await filePrice(lead(), input)).toMatchObject({ ok: true })
    expect(await why(insulin, { id: suppliers.northgate, name: 'Northgate Pharma' })).toMatchObject({
      value: { basis: 'contract' },
    })
  })

  test('is entered by lead and administrator only; other roles see it, goods-in without the amount', async () => {
    const input = await typed(pack, suppliers.calder)
    for (const person of [
      'technician',
      'pharmacist',
      'stores',
      'chief',
      'director',
      'finance',
      'auditor',
      'hub',
    ] as const) {
      expect(await filePrice(world.act(person), input)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
      expect(
        await endPrice(world.act(person), { priceId: world.newId(), until: 'open', last: input.from, reason: 'Over' }),
      ).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
    expect(await filePrice(lead(), { ...input, supplierId: world.newId() })).toMatchObject({
      refusal: { code: 'NOT_FOUND', what: 'supplier' },
    })
    expect(await filePrice(lead(), { ...input, amppId: vmps.insulin })).toMatchObject({
      refusal: { code: 'NOT_FOUND', what: 'pack' },
    })
    const asked = { after: '', now: world.clock() }
    const stores = await pricesOfSupplier(world.actor('stores'), suppliers.albion, asked)
    expect(stores).toMatchObject({ count: 1, after: null, prices: [{ price: null, pack: { packText: '6 vials' } }] })
    expect(await pricesOfSupplier(world.actor('auditor'), suppliers.albion, asked)).toMatchObject({
      prices: [{ price: 230_000 }],
    })
    expect(await pricesOfSupplier(world.actor('director'), suppliers.albion, asked)).toMatchObject({ count: 0 })
  })

  test('what is typed must have its source: phone calls with whom', () => {
    const problems = (more: object) =>
      filePriceForm
        .safeParse({
          ...{
            supplierId: suppliers.albion,
            amppId: pack,
            price: '0',
            from: 'soon',
            source: 'phone',
            sourceOn: '1/11/26',
          },
          ...more,
        })
        .error?.issues.map((issue) => issue.path.join('.'))
    expect(problems({})).toEqual(['price', 'from'])
    expect(problems({ price: '£24.1', from: '1 December 2026' })).toEqual(['reference'])
    expect(problems({ price: '24.1', from: '1/12/26', source: undefined, sourceOn: undefined })).toEqual([
      'source',
      'sourceOn',
    ])
  })
})
