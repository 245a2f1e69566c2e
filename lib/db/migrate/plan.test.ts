import { expect, test } from 'vitest'
import type { Migration } from './folder.ts'
import { type HistoryRow, planMigrations } from './plan.ts'

const migration = (name: string): Migration => ({
  name,
  sql: '',
  checksum: `sum ${name}`,
  alsoKnownAs: [`crlf ${name}`],
})
const row = (name: string, change: Partial<HistoryRow> = {}): HistoryRow => ({
  migration_name: name,
  checksum: `sum ${name}`,
  finished_at: new Date(0),
  rolled_back_at: null,
  ...change,
})
const names = (migrations: Migration[]) => migrations.map((each) => each.name)

test('plans what is not there yet, in order', () => {
  expect(names(planMigrations([migration('1'), migration('2'), migration('3')], [row('1')]))).toEqual(['2', '3'])
})

test('plans again what was rolled back', () => {
  const history = [row('1'), row('2', { finished_at: null, rolled_back_at: new Date(0) })]
  expect(names(planMigrations([migration('1'), migration('2')], history))).toEqual(['2'])
})

test('takes a file with other line endings for the same', () => {
  expect(planMigrations([migration('1')], [row('1', { checksum: 'crlf 1' })])).toEqual([])
})

test('refuses an unfinished migration, an edited one and one it does not know', () => {
  const mine = [migration('1'), migration('2')]
  expect(() => planMigrations(mine, [row('1', { finished_at: null })])).toThrow(/P3009.*\b1\b/)
  expect(() => planMigrations(mine, [row('1', { checksum: 'other' })])).toThrow(/1 was edited/)
  expect(() => planMigrations(mine, [row('1'), row('9')])).toThrow(/newer than this version.*\b9\b/)
})
