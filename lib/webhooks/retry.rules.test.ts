import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isToStop, keptFrom, nextTry, wasTaken } from './retry.rules.ts'
import { whyNotAddress } from './webhook.schema.ts'

const NOW = new Date('2026-11-23T09:00:00Z')

test('each wait is longer than the one before, and some day it is given up', () => {
  const waits = Array.from({ length: 20 }, (_, index) => nextTry(index + 1, NOW)?.getTime() ?? null)
  const given = waits.filter((wait) => wait !== null)
  expect(given.length).toBe(10)
  expect(given).toEqual([...given].sort((a, b) => a - b))
  expect(waits.slice(given.length).every((wait) => wait === null)).toBe(true)
})

test('stopped after three days of failures and not before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 * 86_400_000 }), (ms) => {
      expect(isToStop(new Date(NOW.getTime() - ms), NOW)).toBe(ms >= 3 * 86_400_000)
    }),
  )
})

test('only 2xx is taken: redirects are not', () => {
  expect([200, 204, 299].map(wasTaken)).toEqual([true, true, true])
  expect([null, 100, 301, 307, 400, 500].map(wasTaken)).toEqual(Array(6).fill(false))
})

test.each([
  ['https://stock.example.nhs.uk/in?x=1', null],
  ['http://localhost:4000/in', null],
  ['http://127.0.0.1/in', null],
  ['http://stock.example.nhs.uk/in', 'https'],
  ['http://localhost.example.com/in', 'https'],
  ['ftp://x.example/a', 'address'],
  ['https://user:pass@x.example/', 'password'],
  ['https://x.example/#a', '#'],
  ['/in', 'address'],
])('%s: %s', (text, why) => {
  if (why === null) expect(whyNotAddress(text)).toBeNull()
  else expect(whyNotAddress(text)).toContain(why)
})

test('what is over is kept for thirty days, and what is younger always', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (now) => {
      expect(now.getTime() - keptFrom(now, 30).getTime()).toBe(30 * 86_400_000)
    }),
  )
})
