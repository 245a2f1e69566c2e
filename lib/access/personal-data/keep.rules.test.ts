import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, KEEP_BOUNDS, trustSettings } from '#lib/trusts/settings.schema.ts'
import { addMonths, localDate } from '#lib/values/dates.ts'
import { keptFrom } from './keep.rules.ts'

const TODAY = localDate('2026-11-23')
const within = ([least, most]: readonly [number, number]) => fc.integer({ min: least - 5, max: most + 5 })

test('whatever a trust sets, nothing is past its time before the law says so', () => {
  fc.assert(
    fc.property(
      within(KEEP_BOUNDS.keepSignInMonths),
      within(KEEP_BOUNDS.keepFinancialYears),
      within(KEEP_BOUNDS.keepUnlicensedYears),
      within(KEEP_BOUNDS.keepAuditYears),
      (keepSignInMonths, keepFinancialYears, keepUnlicensedYears, keepAuditYears) => {
        const set = { keepSignInMonths, keepFinancialYears, keepUnlicensedYears, keepAuditYears }
        const parsed = trustSettings.safeParse(set)
        if (!parsed.success) return
        const from = keptFrom(TODAY, parsed.data)
        expect(from.financial <= addMonths(TODAY, -72)).toBe(true)
        expect(from.unlicensed <= addMonths(TODAY, -60)).toBe(true)
        expect(from.audit <= addMonths(TODAY, -96)).toBe(true)
        expect(from.signIns <= addMonths(TODAY, -3)).toBe(true)
      },
    ),
  )
})

test('by default: sign-ins a year, what was answered 90 days, who waits 30, money seven, unlicensed five, the record eight', () => {
  expect(keptFrom(TODAY, DEFAULT_SETTINGS)).toEqual({
    signIns: '2025-11-23',
    commandKeys: '2026-08-25',
    waiting: '2026-10-24',
    financial: '2019-11-23',
    unlicensed: '2021-11-23',
    audit: '2018-11-23',
  })
})
