import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLocalDate, parseDate } from '#lib/values/dates.ts'
import { type DayEvidence, decideDays, gatherDays, readDay } from './day-order.rules.ts'

const day = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const mark = fc.constantFrom('/', '-', '.', ' ')
const parts = (iso: string) => ({ y: iso.slice(0, 4), m: iso.slice(5, 7), d: iso.slice(8, 10) })
const dmy = (iso: string, by: string) => [parts(iso).d, parts(iso).m, parts(iso).y].join(by)
const mdy = (iso: string, by: string) => [parts(iso).m, parts(iso).d, parts(iso).y].join(by)
const serialOf = (iso: string) => String(Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000))

function gathered(texts: readonly string[]): DayEvidence[] {
  const found = new Map<number, DayEvidence>()
  gatherDays(
    found,
    texts.map((text, at) => ({ row: at + 1, cells: [text] })),
  )
  return [...found.values()]
}

test('a day is read as it was written, under the order it was written in', () => {
  fc.assert(
    fc.property(day, mark, (iso, by) => {
      expect(parseDate(readDay(dmy(iso, by), 'dmy') ?? '')).toBe(iso)
      expect(readDay(mdy(iso, by), 'mdy')).toBe(iso)
      expect(readDay(`${mdy(iso, '/')} 00:00`, 'mdy')).toBe(iso)
      expect(readDay(serialOf(iso), 'serial')).toBe(iso)
      for (const order of ['dmy', 'mdy', 'serial'] as const) expect(readDay(iso, order)).toBe(iso)
    }),
  )
})

test('no order makes another day of what it cannot read: it is no day then', () => {
  fc.assert(
    fc.property(day, (iso) => {
      const text = dmy(iso, '/')
      const read = readDay(text, 'mdy')
      if (Number(parts(iso).d) > 12) expect(read).toBeNull()
      else expect(read !== null && isLocalDate(read)).toBe(true)
    }),
  )
})

test('what is taken without asking is true of every day there, whichever way they were written', () => {
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('dmy', 'mdy', 'serial'),
      (days, way) => {
        const write = way === 'dmy' ? dmy : way === 'mdy' ? mdy : serialOf
        const { order, sure, asks } = decideDays(gathered(days.map((iso) => write(iso, '/'))), null)
        if (!sure) expect(asks).toBe(true)
        else for (const iso of days) expect(parseDate(readDay(write(iso, '/'), order) ?? '')).toBe(iso)
      },
    ),
  )
})

test.each([
  [['01/02/2026', '05/06/2026'], null, { order: 'dmy', sure: false }],
  [['01/02/2026', '25/06/2026'], null, { order: 'dmy', sure: true }],
  [['01/02/2026', '06/25/2026'], null, { order: 'mdy', sure: false }],
  [['46054', '46055'], null, { order: 'serial', sure: false }],
  [['2026-06-01', '1 June 2026', 'as agreed'], null, { order: 'dmy', sure: true }],
  [['01/02/2026'], 'mdy', { order: 'mdy', sure: true }],
  [['01/02/2026', '25/06/2026'], 'mdy', { order: 'dmy', sure: true }],
  [['01/02/2026', '06/25/2026'], 'dmy', { order: 'mdy', sure: false }],
  [['46054'], 'serial', { order: 'serial', sure: true }],
] as const)('%j, of a source that wrote %s before: %j', (texts, remembered, decided) => {
  expect(decideDays(gathered(texts), remembered)).toMatchObject(decided)
})
