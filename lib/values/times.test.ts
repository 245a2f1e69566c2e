import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatClock } from './format.ts'
import { parseTime } from './times.ts'

test.each([
  ['2:15pm', '14:15'],
  ['2.15 PM', '14:15'],
  ['9am', '09:00'],
  ['9.15', '09:15'],
  ['12am', '00:00'],
  ['12:30pm', '12:30'],
  ['noon', '12:00'],
  ['12 noon', '12:00'],
  ['12 midnight', '00:00'],
  ['14:15', '14:15'],
  ['07:05', '07:05'],
])('%s', (typed, read) => expect(parseTime(typed)).toBe(read))

test.each(['', '9', '25:00', '13pm', '0am', '12:60', 'lunch', '14:15:00', '1 noon'])('%j is none', (typed) => {
  expect(parseTime(typed)).toBeNull()
})

test('every time that we write is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
      const clock = `${hour.toString().padStart(2, '0')}:${minute.toString().padStart(2, '0')}`
      expect(parseTime(formatClock(hour, minute))).toBe(clock)
      expect(parseTime(clock)).toBe(clock)
    }),
  )
})
