import { expect, test } from 'vitest'
import { alsoWords } from './also-words.ts'

const order = {
  ...{ number: 'RZZ-PH-26-000001-1', draft: false, awaiting: false, packs: 20, ordered: 20 },
  ...{ packText: '5 vials', store: null },
}

test('an order of the same medicine says what is still to come, whether it waits, and where it goes', () => {
  expect(alsoWords(order)).toBe('20 packs of 5 vials')
  expect(alsoWords({ ...order, packs: 0 })).toBe('none to come of 20 packs of 5 vials')
  expect(alsoWords({ ...order, packs: 8, store: 'Dispensary' })).toBe(
    '8 to come of 20 packs of 5 vials, for Dispensary',
  )
  expect(alsoWords({ ...order, awaiting: true })).toBe('waiting for approval, 20 packs of 5 vials')
  expect(alsoWords({ ...order, draft: true })).toBe('open draft, 20 packs of 5 vials')
})
