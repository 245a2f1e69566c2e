import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceWords } from './device.rules.ts'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on an iPhone',
  ],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['curl/8.1', 'Another program'],
  ['', ''],
])('%s: %s', (agent, words) => {
  expect(deviceWords(agent)).toBe(words)
})

test('whatever a browser says, only words of ours are kept', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(deviceWords(text)).toMatch(/^$|^Another program$|^[A-Z][A-Za-z ]+$/)
    }),
  )
  expect(deviceWords(null)).toBe('')
})
