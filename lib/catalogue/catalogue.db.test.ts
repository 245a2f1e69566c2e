import { describe, expect, test } from 'vitest'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { catalogue } from './catalogue.queries.ts'
import { catalogueAddress } from './catalogue.schema.ts'
import { productById } from './product.queries.ts'

const world = await aWorld()
const { packs, vmps } = world

type Person = Parameters<typeof world.actor>[0]
const list = (asked: object = {}, person: Person = 'technician', trust: TestOds = 'RZZ') =>
  catalogue(world.actor(person, { trust }), catalogueAddress.parse(asked), world.clock())
const product = (vmpId: string, person: Person = 'technician', trust: TestOds = 'RZZ') =>
  productById(world.actor(person, { trust }), vmpId, world.clock())

describe('the catalogue', () => {
  test('without words shows what is on contract, by name', async () => {
    const { medicines, after } = await list()
    expect(medicines.map(({ vmpId }) => vmpId).sort()).toEqual(
      [vmps.adenosine, vmps.insulin, vmps.meropenem, vmps.morphine, vmps.paracetamol].sort(),
    )
    expect(medicines.map(({ name }) => name)).toEqual(medicines.map(({ name }) => name).toSorted())
    expect(after).toBeNull()
    expect(medicines.find(({ vmpId }) => vmpId === vmps.meropenem)).toMatchObject({
      state: 'ON_CONTRACT',
      best: { price: 185_000, vendor: { name: 'Meridian Wholesale' } },
    })
  })

  test('with words shows medicines, one row each', async () => {
    const { medicines } = await list({ q: 'mero' })
    expect(medicines).toMatchObject([
      { vmpId: vmps.meropenem, packs: [{ amppId: packs.meropenem }, { amppId: packs.meropenemOther }] },
    ])
    expect((await list({ q: 'melat' })).medicines).toMatchObject([{ state: 'NO_CONTRACT', best: null }])
    expect(await list({ q: 'me' })).toMatchObject({ medicines: [], tooShort: true })
  })

  test('goods-in sees packs without prices; finance does not see it', async () => {
    const [first] = (await list({ q: 'mero' }, 'stores')).medicines
    expect([first?.best?.price, first?.best?.perUnit]).toEqual([null, null])
    expect((await list({ q: 'mero' }, 'finance')).medicines).toEqual([])
  })
})

describe('a medicine', () => {
  test('shows its packs side by side, contracts, stock and orders', async () => {
    const order = await anApprovedOrder(world, { lines: [{ pack: 'meropenemOther', packs: 12, price: 249_000 }] })
    const found = await product(vmps.meropenem)
    expect(found?.packs.map(({ pack }) => pack.amppId)).toEqual([packs.meropenem, packs.meropenemOther])
    expect(found?.packs[1]).toMatchObject({
      lastPaid: { price: 249_000 },
      offers: [{ state: 'OFF_CONTRACT', basis: 'on_file' }],
    })
    expect(found?.contracts).toMatchObject([{ reference: 'CM/PHG/99/0001', buyingGroup: 'DLS', price: 185_000 }])
    expect(found?.orders).toMatchObject([{ number: order.number, packs: 12, price: 249_000, status: 'approved' }])
    expect(found?.stock?.picture.onOrder).toBe(120_000)
    expect((await product(vmps.adenosine))?.alike).toMatchObject([{ sizes: [5000, 6000] }])
  })

  test('shows each role what it may see', async () => {
    const stores = await product(vmps.meropenem, 'stores')
    expect(stores?.packs.flatMap(({ offers }) => offers.map(({ price }) => price))).toEqual([null, null])
    expect(stores?.orders?.[0]?.price).toBeNull()
    expect(stores?.packs[1]?.lastPaid?.price).toBeNull()
    expect(stores?.contracts).toEqual([])
    await world.sql(`UPDATE award SET confidentiality = 'pas' WHERE ampp_id = $1`, [packs.meropenem])
    const technician = await product(vmps.meropenem)
    expect(technician?.packs.map(({ offers }) => offers[0]?.price)).toEqual([null, 249_000])
    expect(technician?.contracts[0]?.price).toBeNull()
    expect(await product(vmps.meropenem, 'finance')).toBeNull()
    expect((await productById(world.actor('hub'), vmps.meropenem, world.clock()))?.stock).toBeNull()
  })

  test('is unknown without a pack here; another trust sees its own price and no orders of ours', async () => {
    expect(await product('319775004')).toBeNull()
    const other = await product(vmps.paracetamol, 'technician', 'RZY')
    expect(other?.packs[0]?.offers[0]?.price).toBe(11_500)
    expect((await product(vmps.meropenem, 'technician', 'RZY'))?.orders).toEqual([])
  })
})
