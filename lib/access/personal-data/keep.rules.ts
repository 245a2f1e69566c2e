import type { TrustSettings } from '#lib/trusts/settings.schema.ts'
import { addDays, addMonths, type LocalDate } from '#lib/values/dates.ts'

/** The settings that say how long things are kept. */
export type KeepSettings = Pick<
  TrustSettings,
  | 'keepSignInMonths'
  | 'keepFinancialYears'
  | 'keepUnlicensedYears'
  | 'keepAuditYears'
  | 'keepKeyDays'
  | 'keepWaitingDays'
>

/** For each kind, the day before which what is older is past its time. */
export type KeptFrom = {
  signIns: LocalDate
  commandKeys: LocalDate
  waiting: LocalDate
  financial: LocalDate
  unlicensed: LocalDate
  audit: LocalDate
}

/**
 * From which day on things are kept, on a day. Financial records: six years at least (Companies Act 2006 s. 388; NHS Records
 * Management Code of Practice); unlicensed medicines: five (Human Medicines Regulations 2012, reg. 170); the record: eight.
 */
export function keptFrom(today: LocalDate, settings: KeepSettings): KeptFrom {
  return {
    signIns: addMonths(today, -settings.keepSignInMonths),
    commandKeys: addDays(today, -settings.keepKeyDays),
    waiting: addDays(today, -settings.keepWaitingDays),
    financial: addMonths(today, -12 * settings.keepFinancialYears),
    unlicensed: addMonths(today, -12 * settings.keepUnlicensedYears),
    audit: addMonths(today, -12 * settings.keepAuditYears),
  }
}
