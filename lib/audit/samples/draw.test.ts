import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawFrom, markOf, populationHash } from './draw.ts'

const numbers = fc.uniqueArray(fc.stringMatching(/^RZZ-26-\d{6}$/), { maxLength: 60 })

test('a draw depends on the seed and the population alone, not on the order in which it comes', () => {
  fc.assert(
    fc.property(numbers, fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 80 }), (population, seed, wanted) => {
      const drawn = drawFrom(population, seed, wanted)
      expect(drawn).toEqual(drawFrom(population.toReversed(), seed, wanted))
      expect(drawn).toHaveLength(Math.min(wanted, population.length))
      expect(new Set(drawn).size).toBe(drawn.length)
      expect(drawn.every((number) => population.includes(number))).toBe(true)
      expect(populationHash(population)).toBe(populationHash(population.toReversed()))
    }),
  )
})

test('a larger draw begins with the smaller one, and one order more displaces at most one', () => {
  fc.assert(
    fc.property(numbers, fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 20 }), (population, seed, wanted) => {
      expect(drawFrom(population, seed, wanted + 5).slice(0, wanted)).toEqual(drawFrom(population, seed, wanted))
      const more = drawFrom([...population, 'RZZ-26-NEW'], seed, wanted)
      expect(drawFrom(population, seed, wanted).filter((number) => !more.includes(number)).length).toBeLessThan(2)
    }),
  )
})

test('every order is as likely as any other', () => {
  const population = Array.from({ length: 20 }, (_, index) => `RZZ-26-${index}`)
  const times = new Map<string, number>()
  for (let seed = 0; seed < 2000; seed += 1) {
    for (const number of drawFrom(population, String(seed), 5)) times.set(number, (times.get(number) ?? 0) + 1)
  }
  for (const number of population) {
    expect(times.get(number)).toBeGreaterThan(400)
    expect(times.get(number)).toBeLessThan(600)
  }
})

test('the mark is what any tool makes of it', () => {
  expect(markOf('a', 'b')).toBe('c14cddc033f64b9dea80ea675cf280a015e672516090a5626781153dc68fea11')
})
