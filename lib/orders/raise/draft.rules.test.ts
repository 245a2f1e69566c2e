import { expect, test } from 'vitest'
import { milli, packs } from '#lib/values/packs.ts'
import { type DraftLine, isUnusual, sameDraft, usualInPacks } from './draft.rules.ts'

test('two states of a line are the same whatever the order of their keys, and other in any value', () => {
  const line = {
    packs: 1,
    why: { on: '2026-11-23', groups: { generics: 'DLS' }, vendors: [{ id: 'a' }] },
  } as unknown as DraftLine
  const turned = {
    why: { vendors: [{ id: 'a' }], groups: { generics: 'DLS' }, on: '2026-11-23' },
    packs: 1,
  } as unknown as DraftLine
  expect(sameDraft(line, turned)).toBe(true)
  expect(sameDraft(line, { ...line, packs: packs(2) })).toBe(false)
  expect(sameDraft(line, { ...line, why: { ...line.why, vendors: [{ id: 'b' }] } } as unknown as DraftLine)).toBe(false)
  expect(sameDraft(line, { ...line, gtin: null } as DraftLine)).toBe(false)
})

test('unusual is so many times the usual; where nothing is usual, nothing is', () => {
  expect(isUnusual({ packs: packs(100), usualPacks: 10 }, 10)).toBe(true)
  expect(isUnusual({ packs: packs(99), usualPacks: 10 }, 10)).toBe(false)
  expect(isUnusual({ packs: packs(9999), usualPacks: null }, 10)).toBe(false)
  expect(usualInPacks(milli(60_000), milli(5000))).toBe(12)
  expect(usualInPacks(milli(1000), milli(5000))).toBe(1)
})
