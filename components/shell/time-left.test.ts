import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WARN_SECONDS, watchOf } from './time-left.ts'

const left = fc.record({
  person: fc.constantFrom('a', 'b'),
  idle: fc.integer({ min: -5, max: 3600 }),
  inAll: fc.integer({ min: -5, max: 50_000 }),
})

test('warned two minutes before the nearer end, never after it, and never of somebody else’s session', () => {
  fc.assert(
    fc.property(left, (one) => {
      const watch = watchOf(one, 'a')
      const nearest = Math.min(one.idle, one.inAll)
      if (one.person === 'b') expect(watch.show).toBe('someone-else')
      else if (nearest <= 0) expect(watch.show).toBe('over')
      else if (nearest > WARN_SECONDS) {
        // asked again exactly when there is something to say
        expect(watch).toMatchObject({ show: 'nothing', askIn: nearest - WARN_SECONDS })
      } else {
        expect(watch).toMatchObject({ show: one.inAll <= one.idle ? 'ends-anyway' : 'ends-idle', askIn: nearest })
      }
    }),
  )
  expect(watchOf(null, 'a')).toEqual({ show: 'over' })
})
