import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, compareDates, londonDate, weekday } from '#lib/values/dates.ts'
import { expectedOn } from '../order/expected.rules.ts'
import { CHANNELS, TRANSMISSION_STATUSES } from '../order/transmission.status.ts'
import { answerDue, mayAct, nextAttempt, SEND_ATTEMPTS } from './send.rules.ts'

const NOW = new Date('2026-11-23T09:00:00Z')
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })

describe('trying again', () => {
  test('waits longer each time, half an hour at most, and ends', () => {
    const waits = Array.from({ length: SEND_ATTEMPTS - 1 }, (_, n) => {
      const at = nextAttempt(n + 1, NOW)
      return at ? (at.getTime() - NOW.getTime()) / 1000 : null
    })
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1800])
    expect(nextAttempt(SEND_ATTEMPTS, NOW)).toBeNull()
    expect(nextAttempt(SEND_ATTEMPTS + 5, NOW)).toBeNull()
  })
})

describe('when an answer and the goods are due', () => {
  test('the answer so many hours after sending', () => {
    expect(answerDue(NOW, 24)).toEqual(new Date('2026-11-24T09:00:00Z'))
  })

  test.each([
    ['Monday 9am, next day', '2026-11-23T09:00:00Z', 1, '16:00', '2026-11-24'],
    ['Monday after the cut-off', '2026-11-23T16:01:00Z', 1, '16:00', '2026-11-25'],
    ['Monday at the cut-off itself', '2026-11-23T16:00:00Z', 1, '16:00', '2026-11-24'],
    ['Friday morning, next working day', '2026-11-27T09:00:00Z', 1, null, '2026-11-30'],
    ['Friday after the cut-off', '2026-11-27T17:00:00Z', 1, '16:00', '2026-12-01'],
    ['Saturday', '2026-11-28T09:00:00Z', 1, null, '2026-12-01'],
    ['same day', '2026-11-23T09:00:00Z', 0, '16:00', '2026-11-23'],
    ['a summer evening in London is already past the cut-off', '2026-07-06T15:30:00Z', 0, '16:00', '2026-07-07'],
  ])('%s', (_, at, lead, cutOff, day) => expect(expectedOn(new Date(at), lead, cutOff)).toBe(day))

  test('always a working day, never before sending, later with more lead days', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(null, '11:00', '16:00'),
        (at, lead, cutOff) => {
          const day = expectedOn(at, lead, cutOff)
          expect(weekday(day)).toBeLessThanOrEqual(5)
          expect(compareDates(day, addDays(londonDate(at), lead))).toBeGreaterThanOrEqual(0)
          expect(compareDates(expectedOn(at, lead + 1, cutOff), day)).toBeGreaterThan(0)
        },
      ),
    )
  })
})

test('nobody acts on what is being sent or done with; a needed check has one way out', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TRANSMISSION_STATUSES), fc.constantFrom(...CHANNELS), (status, channel) => {
      const facts = { status, channel, leaseUntil: new Date(NOW.getTime() + 1000), handedAt: NOW }
      const acts = (['record', 'resend', 'settle'] as const).filter((act) => mayAct(act, facts, NOW))
      const expected = {
        queued: ['record'],
        sending: [],
        sent: [],
        failed: ['record', 'resend'],
        needs_checking: ['settle'],
        withdrawn: [],
      }[status]
      expect(acts).toEqual(expected)
      const silent = { ...facts, leaseUntil: NOW }
      if (status === 'sending') expect(mayAct('settle', silent, NOW)).toBe(true)
    }),
  )
})
