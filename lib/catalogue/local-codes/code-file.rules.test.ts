import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, localDate } from '#lib/values/dates.ts'
import { codeKey, planCodes, type StandingCode } from './code-file.rules.ts'

const TODAY = localDate('2026-11-23')
const packs = new Map(['a', 'b'].map((id) => [id, { vmpId: `v${id}`, name: 'Meropenem', packText: '10 vials' }]))

const rows = fc.array(
  fc.record({
    row: fc.integer({ min: 2, max: 99 }),
    code: fc.constantFrom('X1', 'X2', 'X3'),
    system: fc.constantFrom('Stock', 'Robot'),
    amppId: fc.constantFrom('a', 'b', 'lost'),
    gtin: fc.constant(''),
  }),
  { maxLength: 6 },
)
const standing = fc.array(
  fc.record({
    id: fc.uuid(),
    code: fc.constantFrom('X1', 'X2'),
    system: fc.constantFrom('Stock', 'Robot'),
    amppId: fc.constantFrom('a', 'b'),
    from: fc.integer({ min: -5, max: 0 }).map((days) => addDays(TODAY, days)),
  }),
  { maxLength: 3 },
)

const known = (all: readonly StandingCode[]) => ({
  today: TODAY,
  packs,
  byGtin: new Map<string, string[]>(),
  standing: Map.groupBy<string, StandingCode>(
    all.filter((one, index) => all.findIndex((other) => codeKey(other) === codeKey(one)) === index),
    codeKey,
  ),
})

test('every row is written, as it was, or wrong; and afterwards each code names one pack, and the file changes nothing more', () => {
  fc.assert(
    fc.property(rows, standing, (of, before) => {
      const plan = planCodes(of, known(before))
      const written = [...plan.added, ...plan.changed]
      expect(written.length + plan.unchanged + plan.problems.length).toBe(of.length)
      expect(new Set(written.map(codeKey)).size).toBe(written.length)
      const gone = new Set(written.flatMap((one) => [...one.ends.map(({ id }) => id), ...one.withdraws]))
      const after = [
        ...[...known(before).standing.values()].flat().filter((one) => !gone.has(one.id)),
        ...written.map(
          ({ code, system, amppId }, index): StandingCode => ({ code, system, amppId, id: `new${index}`, from: TODAY }),
        ),
      ]
      expect(new Set(after.map(codeKey)).size).toBe(after.length)
      const again = planCodes(of, { ...known([]), standing: Map.groupBy(after, (one: StandingCode) => codeKey(one)) })
      expect(again.added.length + again.changed.length).toBe(0)
    }),
  )
})
