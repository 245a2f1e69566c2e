import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requisitionLines, scheduleOfCategory } from './requisition.rules.ts'

test.each([
  ['0000', null],
  ['0001', 1],
  ['0002', 2],
  ['0003', 2],
  ['0004', 3],
  ['0007', 3],
  ['0008', 4],
  ['0010', 5],
])('dm+d category %s', (category, schedule) => expect(scheduleOfCategory(category)).toBe(schedule))

test('the total quantity is packs times what is in one, in units', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1_000_000 }), (packs, milli) => {
      const [line] = requisitionLines([
        {
          lineNo: 1,
          productName: 'Morphine sulfate 10mg/1ml injection',
          brand: '',
          packText: '10 ampoules',
          cdCategory: '0002',
          packs,
          unitsMilli: BigInt(milli),
          unitName: 'ampoule',
        },
      ])
      expect(line).toMatchObject({ packs, totalQuantity: packs * milli, schedule: 'Schedule 2' })
    }),
  )
})
