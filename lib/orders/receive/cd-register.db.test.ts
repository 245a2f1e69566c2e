import { expect, test } from 'vitest'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { aSentOrder } from '#lib/testing/answered-order.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { enterCdRegister } from './enter-cd-register.command.ts'
import { notePage } from './note.queries.ts'
import { receiveDelivery } from './receive-delivery.command.ts'
import { reverseReceipt } from './reverse-receipt.command.ts'

const world = await aWorld()

async function booked(pack: 'morphine' | 'insulin', kind: 'cd' | 'standard', batch = `B${pack}`) {
  const order = await aSentOrder(world, { kind, lines: [{ pack, packs: 4, price: 80_000 }] })
  const [lineId = ''] = order.lines
  const storeId = kind === 'cd' ? world.trusts.RZZ.cupboardId : world.trusts.RZZ.storeId
  const came = done(
    await receiveDelivery(world.act('stores'), {
      ...{ supplierId: world.suppliers.meridian, storeId, deliveryNote: '', note: '' },
      entries: [
        {
          ...{
            lineId,
            batch,
            expiry: '2028-08-31' as LocalDate,
            accepted: 4,
            rejected: 0,
            scanned: '',
            note: '',
          },
          ...{ variance: null, fridgeTenths: pack === 'insulin' ? 40 : null, quarantined: false },
        },
      ],
    }),
  )
  const [row] = await world.sql<{ id: string }>('SELECT id FROM receipt_line WHERE batch = $1', [batch])
  return { number: came.receiptNumber, lineId: row?.id ?? '', orderId: order.id }
}

test('what came of a controlled drug waits for its place in the register, said once', async () => {
  const { number, lineId, orderId } = await booked('morphine', 'cd')
  const register = async () => (await notePage(world.actor('auditor'), number))?.lines[0]?.register
  expect(await register()).toEqual({ reference: null, by: null, at: null })
  const enter = (who: 'stores' | 'lead' | 'technician', reference = 'CD 14, page 32') =>
    enterCdRegister(world.act(who), { lineId, reference })
  expect(await enter('lead')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  const other = await enterCdRegister(world.act('stores', { trust: 'RZY' }), { lineId, reference: 'CD 1' })
  expect(other).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  const both = await Promise.all([enter('stores'), enter('technician', 'CD 15')])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  expect(await register()).toMatchObject({ by: expect.stringContaining('of RZZ') })
  const events = await world.sql(`SELECT 1 FROM audit_event WHERE chain_id = $1 AND verb = 'CD_REGISTERED'`, [orderId])
  expect(events).toHaveLength(1)
})

test('Today reminds whoever books in of what is not in the register, until it is, and leads to its place', async () => {
  const waits = async (who: 'stores' | 'technician' | 'pharmacist' | 'lead', trust: 'RZZ' | 'RZY' = 'RZZ') =>
    (await workToday(world.actor(who, { trust }), world.clock())).find((work) => work.kind === 'register')
  expect(await waits('stores')).toBeUndefined()
  const { number, lineId } = await booked('morphine', 'cd', 'Btoday')
  for (const who of ['stores', 'technician', 'pharmacist'] as const)
    expect(await waits(who)).toMatchObject({ count: 1, items: [{ number: `${number}#register-${lineId}` }] })
  expect(await waits('lead')).toBeUndefined()
  expect(await waits('stores', 'RZY')).toBeUndefined()
  done(await enterCdRegister(world.act('stores'), { lineId, reference: 'CD 14, page 33' }))
  expect(await waits('stores')).toBeUndefined()
  // what was taken back needs no entry
  const back = await booked('morphine', 'cd', 'Bback')
  expect(await waits('stores')).toMatchObject({ count: 1 })
  done(
    await reverseReceipt(world.act('stores'), { receiptNumber: back.number, reason: 'It belongs to another hospital' }),
  )
  expect(await waits('stores')).toBeUndefined()
})

test('nothing else is entered in it', async () => {
  const { number, lineId } = await booked('insulin', 'standard')
  expect((await notePage(world.actor('stores'), number))?.lines[0]?.register).toBeNull()
  expect(await enterCdRegister(world.act('stores'), { lineId, reference: 'CD 1' })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
})
