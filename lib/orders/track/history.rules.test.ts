import { expect, test } from 'vitest'
import { historyWords } from './history.rules.ts'

test('an order within the limit passed by itself; an emergency that somebody must agree to afterwards did not', () => {
  const within = historyWords('PASSED', { version: 1, emergency: false, afterwards: [] })
  expect(within.words).toBe('Passed by itself: on contract and within the limit')
  const small = historyWords('PASSED', { version: 1, emergency: true, afterwards: [] })
  expect(small.words).toBe('Passed by itself: on contract and within the limit')
  const emergency = historyWords('PASSED', { version: 1, emergency: true, afterwards: ['lead'] })
  expect(emergency.words).toBe('Let go at once as an emergency, to be agreed to afterwards')
})

test('an order placed by hand says how and with whom, one that went by e-mail does not', () => {
  const data = { version: 1, channel: 'phone', byHand: true, reference: 'T-4711' }
  const phone = historyWords('SENT', data, { channel: 'phone', recipient: 'Sue in sales' })
  expect(phone).toEqual({ words: 'Sent', detail: 'By phone with Sue in sales. Reference T-4711' })
  const portal = historyWords(
    'SENT',
    { byHand: true, reference: '' },
    { channel: 'portal', recipient: 'calder.example' },
  )
  expect(portal.detail).toBe('In their portal: calder.example')
  expect(historyWords('SENT', { version: 1 }, { channel: 'email', recipient: 'orders@calder.example' }).detail).toBe('')
})

test('an event that is not an order’s keeps its verb', () => {
  expect(historyWords('COUNTED', {})).toEqual({ words: 'COUNTED', detail: '' })
})

test('says the version from the second on, the line, the packs and the reason', () => {
  const said = historyWords('SHORT_CLOSED', { version: 2, lineNo: 3, packs: 1, reason: ' Not needed ' })
  expect(said).toEqual({ words: 'Remainder closed', detail: 'Version 2. Line 3. Not needed. 1 pack' })
})
