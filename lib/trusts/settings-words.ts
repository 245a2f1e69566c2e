import { SECOND_FACTOR_NAMES } from '#lib/access/second-factor/must-have.rules.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { BATCH_CLASS_NAMES, type TrustSettings } from './settings.schema.ts'

/** Basis points as a share in per cent for a field: 1750 is "17.5". */
export function asPercent(basisPoints: number): string {
  return String(basisPoints / 100)
}

/** Tenths of a degree as a temperature for a field: 20 is "2.0", −5 is "-0.5". */
export function asTemperature(tenths: number): string {
  return (tenths / 10).toFixed(1)
}

/** The settings as label and value, for those who may only read them. */
export function settingsInWords(settings: TrustSettings): { label: string; value: string }[] {
  const { vatRate, unusualTimes, usageDays, batchRequired, fridge, session, sealsTo, chase, secondFactor } = settings
  const degrees = (tenths: number) => `${asTemperature(tenths).replace('-', '−')} °C`
  return [
    { label: 'VAT', value: `${asPercent(vatRate)}%` },
    { label: 'Unusual quantity', value: `${unusualTimes} times the usual one` },
    { label: 'Days of cover', value: `From the usage of the last ${usageDays} days` },
    {
      label: 'Batch and expiry',
      value:
        batchRequired.length === 0
          ? 'Not compulsory'
          : `Compulsory for: ${formatList(batchRequired.map((one) => BATCH_CLASS_NAMES[one].toLowerCase()))}`,
    },
    { label: 'Fridge', value: `${degrees(fridge.from)} to ${degrees(fridge.to)}` },
    {
      label: 'Decisions that wait',
      value: `Reminded after ${formatCounted(chase.remindHours, 'working hour')}, taken further up after ${formatCounted(chase.escalateHours, 'working hour')}; working hours are ${chase.from} to ${chase.to}, Monday to Friday`,
    },
    {
      label: 'Signed out',
      value: `After ${session.idleMinutes} minutes without an act, and after ${session.hours} hours in any case`,
    },
    {
      label: 'One-time passwords',
      value: `Work for ${formatCounted(settings.oneTimeHours, 'hour')} unless they are used`,
    },
    { label: 'Access review', value: `Every ${formatCounted(settings.reviewMonths, 'month')}` },
    {
      label: 'Kept',
      value: `Sign-ins for ${formatCounted(settings.keepSignInMonths, 'month')}, financial records for ${settings.keepFinancialYears} years, unlicensed medicines for ${settings.keepUnlicensedYears} years, the record for ${settings.keepAuditYears} years`,
    },
    {
      label: 'Deleted by itself',
      value: `Answers to what was sent after ${formatCounted(settings.keepKeyDays, 'day')}, lists taken as files after ${formatCounted(settings.keepFileDays, 'day')}, deliveries of webhooks after ${formatCounted(settings.keepWebhookDays, 'day')}, who waits from the directory after ${formatCounted(settings.keepWaitingDays, 'day')}`,
    },
    { label: 'Daily seal of the record', value: sealsTo === '' ? 'Not mailed' : `Mailed to ${sealsTo}` },
    { label: 'Second factor', value: SECOND_FACTOR_NAMES[secondFactor] },
  ]
}
