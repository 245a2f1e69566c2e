import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDesk, deskLine, deskProduct } from '#lib/testing/a-desk.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import {
  answered,
  atHand,
  cameInstead,
  changed,
  counted,
  isEmpty,
  isOnItsWay,
  type OnDevice,
  opened,
  placeOnDevice,
  refused,
  removed,
  sent,
  settled,
} from './device.rules.ts'
import { deviceText, readDevice } from './device-memory.rules.ts'

const AT = new Date('2026-11-23T08:15:00Z')
const desk = aDesk({
  products: [deskProduct('tablet'), deskProduct('cold', { fridge: true })],
  lines: [deskLine('1', 'tablet', 60), deskLine('2', 'cold', 36)],
})
let made = 0
function make() {
  made += 1
  return { id: `e${made}`, at: AT }
}
const scan = (batch: string, more: { expiry?: LocalDate; amppId?: string; count?: number } = {}) => ({
  amppId: more.amppId ?? 'tablet',
  batch,
  expiry: more.expiry ?? localDate('2028-08-31'),
  count: more.count ?? null,
  scanned: 'x',
})
const booked = { receiptNumber: 'RZZ-GRN-26-000001-1', accepted: 60, rejected: 0, over: 0, orders: [] }
const sending = (state: OnDevice) => ({
  key: 'key',
  body: {},
  parts: state.entries.map((entry) => ({ entry: entry.id })),
  lines: 1,
})

describe('counting on a device', () => {
  test('one scan is counted as all that is to come; the next batch as what is left, or not at all', () => {
    const one = counted(opened(AT), desk, scan('A'), make())
    expect(one.entries[0]).toMatchObject({ count: '60', batch: 'A', expiry: '2028-08-31', keep: null })
    const two = counted(changed(one, desk, one.current ?? '', { count: '40' }), desk, scan('B'), make())
    expect(two.entries.map((entry) => [entry.batch, entry.count])).toEqual([
      ['B', '20'],
      ['A', '40'],
    ])
    expect(counted(two, desk, scan('C'), make()).entries[0]?.count).toBe('')
    expect(counted(opened(AT), desk, scan('A', { count: 24 }), make()).entries[0]?.count).toBe('24')
  })

  test('the same batch again brings its entry back, as it was left', () => {
    const one = counted(opened(AT), desk, scan('A'), make())
    const other = counted(changed(one, desk, one.current ?? '', { count: '5' }), desk, scan('B'), make())
    const again = counted(other, desk, scan('A'), make())
    expect(again.entries).toHaveLength(2)
    expect(again.current).toBe(one.current)
  })

  test('what is past its expiry goes back', () => {
    const past = counted(opened(AT), desk, scan('A', { expiry: localDate('2026-11-22') }), make())
    expect(past.entries[0]).toMatchObject({ variance: 'SHORT_DATED', keep: '0' })
    const typed = counted(opened(AT), desk, scan('A'), make())
    const typing = changed(typed, desk, typed.current ?? '', { expiry: '31 August 20' })
    expect(typing.entries[0]).toMatchObject({ variance: null, keep: null })
    const late = settled(changed(typing, desk, typed.current ?? '', { expiry: '2026-01-31' }), desk)
    expect(late.entries[0]).toMatchObject({ variance: 'SHORT_DATED', keep: '0' })
    expect(changed(late, desk, typed.current ?? '', { variance: 'DAMAGED' }).entries[0]?.keep).toBe('0')
  })

  test('a difference says how many stay, and too warm says itself', () => {
    const state = counted(opened(AT), desk, scan('A', { amppId: 'cold' }), make())
    const id = state.current ?? ''
    expect(changed(state, desk, id, { variance: 'WRONG_ITEM' }).entries[0]?.keep).toBe('0')
    const warm = settled(changed(state, desk, id, { temperature: '9.6' }), desk)
    expect(changed(state, desk, id, { temperature: '9.6' }).entries[0]?.variance).toBeNull()
    expect(warm.entries[0]).toMatchObject({ variance: 'COLD_CHAIN_BREACH', keep: null })
    const fine = changed(state, desk, id, { temperature: '4' })
    expect(settled(fine, desk)).toBe(fine)
    expect(changed(warm, desk, id, { variance: null }).entries[0]).toMatchObject({ variance: null, keep: null })
  })

  test('a mistyped expiry that is put right sends nothing back', () => {
    const one = counted(opened(AT), desk, scan('A'), make())
    const id = one.current ?? ''
    const past = settled(changed(one, desk, id, { expiry: '2025-08-31' }), desk)
    expect(past.entries[0]).toMatchObject({ variance: 'SHORT_DATED', keep: '0' })
    const right = settled(changed(past, desk, id, { expiry: '2028-08-31' }), desk)
    expect(right.entries).toEqual(one.entries)
    const damaged = changed(past, desk, id, { variance: 'DAMAGED' })
    const some = settled(changed(damaged, desk, id, { expiry: '2028-08-31' }), desk)
    expect(some.entries[0]).toMatchObject({ variance: 'DAMAGED', keep: null })
    const scanned = counted(opened(AT), desk, scan('A', { expiry: localDate('2026-11-22') }), make())
    const typed = settled(changed(scanned, desk, scanned.current ?? '', { expiry: '2028-08-31' }), desk)
    expect(typed.entries[0]).toMatchObject({ variance: null, keep: null })
  })

  test('whatever was typed on the way, what is left is what was chosen by hand and what the last values say', () => {
    const expiry = fc.constantFrom('2028-08-31', '2026-01-31', '31 Augu', '')
    const temperature = fc.constantFrom('', '4', '9.6', '1', '-')
    const typing = fc.oneof(fc.record({ expiry }), fc.record({ temperature }))
    const variance = fc.constantFrom('DAMAGED', 'SHORT_DATED', 'COLD_CHAIN_BREACH', 'WRONG_ITEM', 'SHORT')
    const byHand = fc.option(fc.record({ variance }, { noNullPrototype: true }))
    fc.assert(
      fc.property(fc.array(typing), byHand, fc.array(typing), (before, choice, after) => {
        const one = counted(opened(AT), desk, scan('A', { amppId: 'cold' }), make())
        const id = one.current ?? ''
        const type = (state: OnDevice, change: Parameters<typeof changed>[3]) =>
          settled(changed(state, desk, id, change), desk)
        const chosen = (state: OnDevice) => (choice ? type(state, choice) : state)
        const way = after.reduce(type, chosen(before.reduce(type, one)))
        const last = way.entries[0]
        const typed = { expiry: last?.expiry ?? '', temperature: last?.temperature ?? '' }
        if (choice) {
          expect(last?.variance).toBe(choice.variance)
          if (typed.expiry !== '2026-01-31') {
            expect(last?.keep).toBe(choice.variance === 'WRONG_ITEM' ? '0' : null)
          }
        } else expect(last).toEqual(type(one, typed).entries[0])
      }),
    )
  })

  test('how many packs stay is kept once it is said by hand', () => {
    const one = counted(opened(AT), desk, scan('A', { expiry: localDate('2026-11-22') }), make())
    const id = one.current ?? ''
    const some = changed(one, desk, id, { keep: '7' })
    const right = settled(changed(some, desk, id, { expiry: '2028-08-31' }), desk)
    expect(right.entries[0]).toMatchObject({ variance: 'SHORT_DATED', keep: '7' })
  })

  test('a wrong pack goes back on the line it came for', () => {
    const state = cameInstead(
      opened(AT),
      { amppId: 'tablet', batch: 'X', expiry: null, scanned: 'y', note: 'Came: z' },
      make(),
    )
    expect(state.entries[0]).toMatchObject({ count: '1', keep: '0', variance: 'WRONG_PACK', note: 'Came: z' })
  })
})

describe('on its way', () => {
  test('what is sent stands still until it is answered; what is counted meanwhile stays', () => {
    const one = counted(opened(AT), desk, scan('A'), make())
    const id = one.current ?? ''
    const away = sent(one, sending(one))
    expect(isOnItsWay(away, id)).toBe(true)
    expect(changed(away, desk, id, { count: '1' })).toBe(away)
    expect(removed(away, id)).toBe(away)
    const more = counted(away, desk, scan('A'), make())
    expect(more.entries).toHaveLength(2)
    expect(atHand(more)).toHaveLength(1)
    const done = answered(more, booked)
    expect(done.entries.map((entry) => entry.id)).toEqual([more.current])
    expect(done).toMatchObject({ sending: null, last: booked, current: more.current })
    expect(isEmpty(answered(away, booked))).toBe(true)
  })

  test('refused: everything can be changed again, the wrong one comes up', () => {
    const one = counted(opened(AT), desk, scan('A'), make())
    const back = refused(sent(one, sending(one)), one.current)
    expect(back).toMatchObject({ sending: null, current: one.current })
    expect(changed(back, desk, one.current ?? '', { count: '3' }).entries[0]?.count).toBe('3')
  })
})

describe('what a device keeps', () => {
  test('is read back as it was, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (batch, count, note) => {
          const one = counted(opened(AT), desk, scan('A'), make())
          const state = changed({ ...one, deliveryNote: note }, desk, one.current ?? '', { batch, count })
          expect(readDevice(deviceText(sent(state, sending(state))))).toEqual(sent(state, sending(state)))
        },
      ),
    )
  })

  test('anything else is left alone', () => {
    for (const text of [null, '', '{', 'null', '[]', '{"openedAt":"2026-11-23T08:15:00Z"}']) {
      expect(readDevice(text)).toBeNull()
    }
    const good = JSON.parse(deviceText(counted(opened(AT), desk, scan('A'), make())))
    for (const entry of [
      {},
      null,
      { ...good.entries[0], variance: 'NONSENSE' },
      { ...good.entries[0], count: 3 },
      { ...good.entries[0], ruled: 'x' },
    ]) {
      expect(readDevice(JSON.stringify({ ...good, entries: [entry] }))).toBeNull()
    }
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readDevice(JSON.stringify(value))
      }),
    )
  })

  test('stands by trust, person, supplier and store', () => {
    const places = [desk, { ...desk, receiver: 'other' }, { ...desk, trustId: 'other' }].map(placeOnDevice)
    expect(new Set(places).size).toBe(3)
  })
})
