import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secondPerson } from './second-person.rules.ts'

const who = fc.option(fc.constantFrom('ann', 'ben', 'cid'))

test('the second person is somebody, and neither who chose the file nor who proposed it', () => {
  fc.assert(
    fc.property(who, who, who, (personId, chosenBy, proposedBy) => {
      const second = secondPerson({ personId }, { chosenBy, proposedBy })
      expect(second).toBe(personId !== null && ![chosenBy, proposedBy].includes(personId))
    }),
  )
})
