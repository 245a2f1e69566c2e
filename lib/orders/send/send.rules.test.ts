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
