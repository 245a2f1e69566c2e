import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSomebodyElse } from './somebody-else.rules.ts'

const who = fc.option(fc.constantFrom('ann', 'ben', 'cid'))

test('the second person is somebody, and none of those who stand behind what waits', () => {
  fc.assert(
    fc.property(who, fc.array(who, { maxLength: 3 }), (personId, behind) => {
      const second = isSomebodyElse({ personId }, behind)
      expect(second).toBe(personId !== null && behind.every((one) => one !== personId))
    }),
  )
})
