import { expect, test } from 'vitest'
import { PERMISSIONS } from './access/permissions.ts'
import type { Refusal } from './refusal.ts'
import { waysOn } from './refusal-ways.ts'
import { wordsFor } from './refusal-words.ts'

const pence = (amount: number) => amount as never

/** One of each code that is about a record somebody else may have moved on. */
const ABOUT_RECORDS: Refusal[] = [
  { code: 'CHANGED_MEANWHILE', what: 'order' },
  { code: 'WRONG_STATUS', verb: 'approve', status: 'sent' },
  { code: 'WRONG_TRUST' },
  { code: 'KEY_REUSED' },
  { code: 'PAD_CLOSED' },
  { code: 'SENDING_MOVED_ON', status: 'sent' },
  { code: 'STILL_HELD' },
  { code: 'ANSWER_RECORDED' },
  { code: 'ALREADY_REVERSED' },
  { code: 'OVER_DECIDED' },
  { code: 'NOT_IN_QUARANTINE', left: 0 },
  { code: 'RECEIVER_RAISED', number: 'RZZ-PH-26-000001-1' },
  { code: 'NOT_RECEIVABLE', number: 'RZZ-PH-26-000001-1', status: 'cancelled' },
  { code: 'STANDING_TWICE', standingId: '0198', rhythm: 'Every Monday' },
  { code: 'NOT_AGREED_TO', number: 'RZZ-PH-26-000001-1' },
]

test.each(ABOUT_RECORDS)('$code leads to the record as it stands', (refusal) => {
  const { link } = waysOn(refusal)
  expect(link?.words).toMatch(/^(See|Open) /)
  expect(link?.href).toMatch(/^$|^\/[a-z]/)
  if ('number' in refusal) expect(link?.href).toBe(`/orders/${refusal.number}`)
})

test('whatever says "open it again" has a link that does', () => {
  for (const refusal of ABOUT_RECORDS) {
    if (/open (it|the page|the note|the delivery) again/i.test(wordsFor(refusal).message)) {
      expect(waysOn(refusal).link, refusal.code).not.toBeNull()
    }
  }
})

test('what is somebody else’s to do names the permission that they have', () => {
  const helped: Refusal[] = [
    { code: 'NOT_ALLOWED', permission: 'order.approve' },
    { code: 'NO_ACCOUNT' },
    { code: 'OWN_ORDER', how: 'raised' },
    { code: 'OVER_LIMIT', limit: pence(1), total: pence(2) },
    { code: 'NOT_YOURS_TO_DECIDE', needs: 'pharmacist' },
    { code: 'RECEIVER_RAISED', number: 'x' },
  ]
  for (const refusal of helped) expect(Object.keys(PERMISSIONS)).toContain(waysOn(refusal).help)
  expect(waysOn({ code: 'NOT_ALLOWED', permission: 'same origin' }).help).toBeNull()
  expect(waysOn({ code: 'SIGN_IN_FAILED' })).toEqual({ link: null, help: null })
})
