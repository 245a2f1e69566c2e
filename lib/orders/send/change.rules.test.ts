import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedLines, type VersionedLine } from './change.rules.ts'

const line = (lineNo: number, more: Partial<VersionedLine> = {}): VersionedLine => ({
  id: `line-${lineNo}`,
  lineNo,
  productName: 'Meropenem',
  packText: '10 vials',
  packs: 12,
  addedInVersion: 1,
  endedInVersion: null,
  replacesLineId: null,
  ...more,
})

test('a line that took another’s place is named with it, once', () => {
  const lines = [line(1), line(2, { endedInVersion: 2 }), line(3, { addedInVersion: 2, replacesLineId: 'line-2' })]
  expect(changedLines(lines, 1, 2)).toEqual(['Line 2 is replaced by line 3: 12 packs of Meropenem, 10 vials.'])
})

test('what ended and what came since the supplier’s version is said, over several versions', () => {
  const lines = [
    line(1, { endedInVersion: 3 }),
    line(2, { addedInVersion: 2 }),
    line(3, { addedInVersion: 2, endedInVersion: 3 }),
  ]
  expect(changedLines(lines, 1, 3)).toEqual([
    'Line 1 is no longer wanted: 12 packs of Meropenem, 10 vials.',
    'Line 2 is new: 12 packs of Meropenem, 10 vials.',
  ])
  expect(changedLines([line(1)], 1, 2)).toEqual(['Prices and quantities stand as in this version.'])
})

test('every line that differs between the two versions is named, no other', () => {
  const version = fc.integer({ min: 1, max: 4 })
  const any = fc
    .tuple(version, fc.option(fc.integer({ min: 2, max: 5 }), { nil: null }))
    .filter(([a, e]) => e === null || e > a)
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), version, version, (spans, a, b) => {
      fc.pre(a < b)
      const lines = spans.map(([addedInVersion, endedInVersion], n) => line(n + 1, { addedInVersion, endedInVersion }))
      const stood = (one: VersionedLine, at: number) =>
        one.addedInVersion <= at && (one.endedInVersion === null || one.endedInVersion > at)
      const differing = lines.filter((one) => stood(one, a) !== stood(one, b))
      const words = changedLines(lines, a, b)
      if (differing.length === 0) expect(words).toHaveLength(1)
      else
        expect(words.map((one) => Number(/^Line (\d+)/.exec(one)?.[1])).sort()).toEqual(
          differing.map((one) => one.lineNo).sort(),
        )
    }),
  )
})
