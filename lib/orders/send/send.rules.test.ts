import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANNELS, TRANSMISSION_STATUSES } from '../order/transmission.status.ts'
import { answerDue, mayAct, nextAttempt, SEND_ATTEMPTS } from './send.rules.ts'

const NOW = new Date('2026-11-23T09:00:00Z')

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

describe('when an answer is due', () => {
  test('the answer so many hours after sending', () => {
    expect(answerDue(NOW, 24)).toEqual(new Date('2026-11-24T09:00:00Z'))
  })

  test.each([
    ['Friday 4pm ends on Monday', '2026-11-27T16:00:00Z', 24, '2026-11-30T16:00:00.000Z'],
    ['Saturday begins on Monday', '2026-11-28T16:00:00Z', 4, '2026-11-30T04:00:00.000Z'],
    ['Christmas Eve, Boxing Day kept on Monday', '2026-12-24T12:00:00Z', 24, '2026-12-29T12:00:00.000Z'],
    ['over the night the clocks change', '2026-03-27T16:00:00Z', 24, '2026-03-30T15:00:00.000Z'],
  ])('hours when nobody works do not count: %s', (_, at, hours, due) => {
    expect(answerDue(new Date(at), hours).toISOString()).toBe(due)
  })

  test('never sooner than so many hours, later with more of them', () => {
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 719 }), (at, hours) => {
        const due = answerDue(at, hours)
        expect(due.getTime() - at.getTime()).toBeGreaterThanOrEqual(hours * 3_600_000)
        expect(answerDue(at, hours + 1) > due).toBe(true)
      }),
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
