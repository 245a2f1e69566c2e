import { expect, test } from 'vitest'
import { KEPT, KEPT_OUTSIDE } from '#lib/access/personal-data/kept.rules.ts'
import { AFTERWARDS } from './afterwards.rules.ts'

test('of everything that can name somebody it is said what becomes of it once they have left', () => {
  const named = [
    ...KEPT.flatMap(({ table, person }) => person.map(([column]) => `${table}.${column}`)),
    ...Object.values(KEPT_OUTSIDE).flatMap(({ columns }) => columns),
  ]
  expect(Object.keys(AFTERWARDS).sort()).toEqual([...new Set(named)].sort())
})
