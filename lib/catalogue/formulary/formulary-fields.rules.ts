import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { FORMULARY_FILE, type FormularyColumn } from './formulary-file.rules.ts'

const WORDS: Record<FormularyColumn, FieldWords> = {
  vmp_id: ['dm+d id of the medicine (VMP)', '35894711000001106', ['vmp', 'vmp code', 'vmp snomed code', 'vpid']],
  ampp_id: [
    'dm+d id of a pack (AMPP), where it is said of that pack only',
    '4744711000001105',
    ['ampp', 'ampp code', 'ampp snomed code', 'appid'],
  ],
  description: [
    'Not read, for your eyes',
    'Adenosine vials',
    ['drug', 'medicine', 'product', 'product name', 'vmp name'],
  ],
  formulary_status: [
    'On, Restricted, Non-formulary, Unlicensed approved or Not permitted',
    'Restricted',
    ['status', 'formulary', 'formulary position'],
  ],
  criteria: [
    'For whom and when, where it is restricted',
    'Cardiology and resuscitation only',
    ['restriction', 'restrictions', 'restriction criteria'],
  ],
  why: ['Why, or who decided it', 'Medicines committee, 3 November 2026', ['reason', 'decision', 'rationale']],
  reference: ['Minute or request', 'MMC 2026/41', ['minute', 'request', 'decision reference']],
  from_day: [
    'First day; today where it is empty or over',
    '2026-12-01',
    ['from', 'valid from', 'effective from', 'start date'],
  ],
}

/** The fields of a formulary file. */
export const FORMULARY_FIELDS = fieldsOf(FORMULARY_FILE, WORDS, ['why', 'reference', 'from_day'], ['from_day'])
