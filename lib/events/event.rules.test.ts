import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EVENT_TYPE_LIST, eventData, eventTypeOf } from './event.rules.ts'

test('every type is that of a row of the record, and what is none is not told', () => {
  for (const type of EVENT_TYPE_LIST) {
    const [document = '', verb = ''] = type.split('.')
    expect(eventTypeOf(document, verb.toUpperCase())).toBe(type)
  }
  expect(eventTypeOf('person', 'ROLES_CHANGED')).toBeNull()
  expect(eventTypeOf('api_token', 'TOKEN_MADE')).toBeNull()
  expect(eventTypeOf('to', 'STRING')).toBeNull()
})

test('whatever the record holds, nothing typed by a person, no id of a person and no hidden price is told', () => {
  const record = fc.dictionary(
    fc.constantFrom(
      'comment',
      'reason',
      'note',
      'whom',
      'personId',
      'gross',
      'net',
      'role',
      'code',
      'reference',
      'lines',
    ),
    fc.oneof(fc.string(), fc.integer(), fc.uuid(), fc.array(fc.object())),
  )
  fc.assert(
    fc.property(record, (data) => {
      const told = eventData(data, { prices: false })
      expect(Object.keys(told).filter((key) => !['role', 'code'].includes(key))).toEqual([])
      for (const word of [told.role, told.code]) if (word !== undefined) expect(word).toMatch(/^[\w-]+$/)
    }),
  )
  expect(eventData({ gross: 384_960, version: 2, lineNo: 3 }, { prices: true })).toEqual({
    ...{ gross: '3849.60', version: 2, line: 3 },
  })
})
