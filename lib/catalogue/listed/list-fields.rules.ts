import { type FieldWords, fieldsOf } from '#lib/files/field.rules.ts'
import { LIST_FILE, type ListColumn } from './list-file.rules.ts'

const WORDS: Record<ListColumn, FieldWords> = {
  list: [
    'Fridge, Hazardous, Biosimilar, Tariff-excluded, Blueteq or AWaRe',
    'Fridge',
    ['list name', 'which list', 'flag', 'property'],
  ],
  vmp_id: ['dm+d id of the medicine (VMP)', '35894711000001106', ['vmp', 'vmp code', 'vmp snomed code', 'vpid']],
  ampp_id: [
    'dm+d id of a pack (AMPP), where only that pack is on the list',
    '4744711000001105',
    ['ampp', 'ampp code', 'ampp snomed code', 'appid'],
  ],
  description: [
    'Not read, for your eyes',
    'Adalimumab pens',
    ['drug', 'medicine', 'product', 'product name', 'vmp name'],
  ],
  aware_class: [
    'Of antibiotics: Access, Watch or Reserve',
    'Watch',
    ['aware', 'aware category', 'aware classification', 'antibiotic class'],
  ],
  note: [
    'What the list adds: a category, an indication',
    'Severe rheumatoid arthritis',
    ['indication', 'category', 'comment', 'hcd category'],
  ],
  source: ['Title of the list', 'NHS England high-cost drugs list', ['source title', 'list title', 'published list']],
  source_version: ['Version or date of the list', '2026/27 v2', ['version', 'list version', 'edition', 'published']],
  from_day: [
    'First day; today where it is empty or over',
    '2026-12-01',
    ['from', 'valid from', 'effective from', 'start date'],
  ],
  to_day: ['Last day, where there is one; a day that is over ends it', '2027-03-31', ['to', 'valid to', 'end date']],
}

/** The fields of a file of lists. */
export const LIST_FIELDS = fieldsOf(
  LIST_FILE,
  WORDS,
  ['list', 'source', 'source_version', 'from_day', 'to_day'],
  ['from_day', 'to_day'],
)
