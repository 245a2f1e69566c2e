import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { sideBySide } from './side-by-side.rules.ts'
import type { StandingAward, Timeline, WantedAward } from './timeline.rules.ts'

const DAY = localDate('2026-11-23')
const SEES_ALL = { prices: true, pas: true }

const LINE = {
  ...{ frameworkKey: 'CM/PHG/99/0001', lot: '02', amppId: 'a1', supplierId: 's1', buyingGroup: 'DLS', rank: 1 },
  ...{ price: price(185_000), route: 'direct', wholesalerIds: [], validTo: addDays(DAY, 100), extensionTo: null },
  ...{ minimumPacks: 1, minimumOrder: pence(0), carriage: pence(0), leadDays: null, annualPacks: null },
  ...{ status: 'active', confidentiality: 'framework', npcCode: '', notes: '', validFrom: DAY },
} as const satisfies Omit<StandingAward, 'id'>

const opens = (...open: Partial<WantedAward>[]): Timeline => ({
  ...{ close: [], withdraw: [], unchanged: [], replaced: [] },
  open: open.map((one, index) => ({ ...LINE, row: index + 2, ...one })),
})
const stands = (id: string, one: Partial<StandingAward>): StandingAward => ({ ...LINE, id, ...one })
const none = { standing: [], hub: [], sight: SEES_ALL }

test('two ranks of one holder for the same pack, group and days are told once, at the second row', () => {
  expect(sideBySide(opens({}, { rank: 2 }), none)).toEqual([
    {
      row: 3,
      column: 'award_rank',
      cell: '2',
      problem:
        'Row 2 has the same pack of the same supplier for the same buying group at £18.50 (rank 1), from 23 November 2026 to 3 March 2027. Both would stand, and the better rank is used. Check that both are meant.',
    },
  ])
})

test('what stands is named by its contract, the hub’s as the hub’s; its price where it may be seen', () => {
  const [own] = sideBySide(opens({ rank: 99 }), { ...none, standing: [stands('o', {})] })
  expect(own?.problem).toMatch(/^CM\/PHG\/99\/0001 lot 02 has .* at £18\.50 \(rank 1\)/)
  expect(own?.cell).toBe('')
  const secret = stands('h', { confidentiality: 'pas', lot: '' })
  const [hub] = sideBySide(opens({ rank: 2 }), { standing: [], hub: [secret], sight: { prices: true, pas: false } })
  expect(hub?.problem).toMatch(/^Your hub’s CM\/PHG\/99\/0001 has the same pack/)
  expect(hub?.problem).not.toContain('£')
})

test('a line that the file itself ends or withdraws stands beside nothing', () => {
  const standing = [stands('o', { validFrom: addDays(DAY, -50) })]
  const plan = opens({ rank: 2 })
  expect(sideBySide(plan, { ...none, standing })).toHaveLength(1)
  expect(sideBySide({ ...plan, withdraw: ['o'] }, { ...none, standing })).toEqual([])
  expect(sideBySide({ ...plan, close: [{ id: 'o', on: addDays(DAY, -1) }] }, { ...none, standing })).toEqual([])
})

test('a row is told exactly when another award of its holder, pack and group holds one of its days under another rank', () => {
  const award = fc
    .record({
      supplierId: fc.constantFrom('s1', 's2'),
      buyingGroup: fc.constantFrom('DLS', 'DLN'),
      rank: fc.constantFrom(1, 2, 99),
      status: fc.constantFrom('active' as const, 'suspended' as const, 'terminated' as const),
      from: fc.integer({ min: -60, max: 60 }),
      length: fc.nat(60),
    })
    .map(({ from, length, ...rest }) => {
      const validFrom = addDays(DAY, from)
      return { ...rest, validFrom, validTo: addDays(validFrom, length) }
    })
  fc.assert(
    fc.property(fc.array(award, { maxLength: 5 }), fc.array(award, { maxLength: 5 }), (fresh, there) => {
      const standing = there.map((one, index) => stands(`o${index}`, one))
      const told = sideBySide(opens(...fresh), { ...none, standing }).map(({ row }) => row)
      const meant = fresh.flatMap((one, index) => {
        const beside = [...there, ...fresh.slice(0, index)].some(
          (other) =>
            other.status !== 'terminated' &&
            other.supplierId === one.supplierId &&
            other.buyingGroup === one.buyingGroup &&
            other.rank !== one.rank &&
            other.validFrom <= one.validTo &&
            one.validFrom <= other.validTo,
        )
        return one.status !== 'terminated' && beside ? [index + 2] : []
      })
      expect(told).toEqual(meant)
    }),
  )
})
