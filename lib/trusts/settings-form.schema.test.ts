import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SECOND_FACTOR_RULES } from '#lib/access/second-factor/must-have.rules.ts'
import { BATCH_CLASS_NAMES, type TrustSettings, trustSettings } from './settings.schema.ts'
import { settingsForm } from './settings-form.schema.ts'
import { asPercent, asTemperature, settingsInWords } from './settings-words.ts'

const classes = Object.keys(BATCH_CLASS_NAMES) as (keyof typeof BATCH_CLASS_NAMES)[]

const anySettings: fc.Arbitrary<TrustSettings> = fc.record({
  vatRate: fc.integer({ min: 0, max: 10_000 }),
  batchRequired: fc.subarray(classes),
  fridge: fc
    .tuple(fc.integer({ min: -99, max: 200 }), fc.integer({ min: 1, max: 200 }))
    .map(([from, more]) => ({ from, to: from + more })),
  unusualTimes: fc.integer({ min: 2, max: 100 }),
  session: fc.record({ idleMinutes: fc.integer({ min: 5, max: 60 }), hours: fc.integer({ min: 1, max: 14 }) }),
  oneTimeHours: fc.integer({ min: 1, max: 168 }),
  secondFactor: fc.constantFrom(...SECOND_FACTOR_RULES),
  usageDays: fc.integer({ min: 7, max: 365 }),
  reviewMonths: fc.integer({ min: 1, max: 12 }),
  keepSignInMonths: fc.integer({ min: 3, max: 36 }),
  keepFinancialYears: fc.integer({ min: 6, max: 30 }),
  keepUnlicensedYears: fc.integer({ min: 5, max: 30 }),
  keepAuditYears: fc.integer({ min: 8, max: 30 }),
  keepKeyDays: fc.integer({ min: 30, max: 366 }),
  keepFileDays: fc.integer({ min: 1, max: 30 }),
  keepWebhookDays: fc.integer({ min: 7, max: 366 }),
  keepWaitingDays: fc.integer({ min: 7, max: 30 }),
  sealsTo: fc.constantFrom('', 'audit@trust.example'),
  chase: fc
    .record({ remindHours: fc.integer({ min: 1, max: 80 }), more: fc.integer({ min: 0, max: 80 }) })
    .map(({ remindHours, more }) => ({ remindHours, escalateHours: remindHours + more, from: '08:30', to: '17:00' })),
})

test('what the form shows is what it saves, whatever is set', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const typed = {
        vatRate: asPercent(settings.vatRate),
        batchRequired: settings.batchRequired,
        fridgeFrom: asTemperature(settings.fridge.from),
        fridgeTo: `${asTemperature(settings.fridge.to).replace('-', '−')} °C`,
        unusualTimes: String(settings.unusualTimes),
        ...Object.fromEntries(
          (['keepKeyDays', 'keepFileDays', 'keepWebhookDays', 'keepWaitingDays'] as const).map((name) => [
            name,
            String(settings[name]),
          ]),
        ),
        oneTimeHours: String(settings.oneTimeHours),
        idleMinutes: String(settings.session.idleMinutes),
        hours: String(settings.session.hours),
        remindHours: String(settings.chase.remindHours),
        escalateHours: String(settings.chase.escalateHours),
        workFrom: settings.chase.from,
        workTo: settings.chase.to,
        secondFactor: settings.secondFactor,
        usageDays: String(settings.usageDays),
        sealsTo: settings.sealsTo,
        reviewMonths: String(settings.reviewMonths),
        keepSignInMonths: String(settings.keepSignInMonths),
        keepFinancialYears: String(settings.keepFinancialYears),
        keepUnlicensedYears: String(settings.keepUnlicensedYears),
        keepAuditYears: String(settings.keepAuditYears),
        version: '3',
      }
      const parsed = settingsForm.parse(typed)
      expect(parsed).toEqual({ version: 3, settings })
      expect(trustSettings.parse(parsed.settings)).toEqual(settings)
      for (const { value } of settingsInWords(settings)) expect(value).not.toBe('')
    }),
  )
})

test.each(['', 'abc', '-1', '1e3', '101', '20,5', '20.555'])('no share: %s', (vatRate) => {
  expect(settingsForm.safeParse({ vatRate }).error?.issues.some((issue) => issue.path[0] === 'vatRate')).toBe(true)
})
