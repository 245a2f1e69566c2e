import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPicked } from './sample.rules.ts'

const macOf = (n: number) => createHash('sha256').update(String(n)).digest()

it('picks nobody at 0, everybody at 100, and who is picked at a rate also at a higher one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(100), fc.nat(100), (mac, a, b) => {
      expect(isPicked(mac, 0)).toBe(false)
      expect(isPicked(mac, 100)).toBe(true)
      expect(isPicked(mac, a)).toBe(isPicked(mac, a))
      if (isPicked(mac, Math.min(a, b))) expect(isPicked(mac, Math.max(a, b))).toBe(true)
    }),
  )
})

it('picks about so many of a hundred', () => {
  const all = Array.from({ length: 20_000 }, (_, n) => macOf(n))
  for (const rate of [1, 5, 20, 50]) {
    const share = (100 * all.filter((mac) => isPicked(mac, rate)).length) / all.length
    expect(Math.abs(share - rate)).toBeLessThan(1)
  }
})
