import fc from 'fast-check'
import { expect, test } from 'vitest'
import { originForLog, sameOrigin } from './same-origin.rules.ts'

const asked = (headers: Record<string, string>, handMade = false) => sameOrigin(new Headers(headers), handMade)

const hosts = fc.tuple(fc.domain(), fc.option(fc.integer({ min: 1024, max: 65_535 }))).map(
  ([name, port]) =>
    // a host as the browser writes it in both headers
    new URL(`https://${name}${port === null ? '' : `:${port}`}`).host,
)

test('an origin is our own when its host is the one that was asked, and then only', () => {
  fc.assert(
    fc.property(hosts, hosts, fc.boolean(), (host, other, handMade) => {
      expect(asked({ host, origin: `https://${host}` }, handMade)).toBe(true)
      expect(asked({ host, origin: `https://${other}` }, handMade)).toBe(host === other)
      // a proxy in front says which host was asked
      expect(asked({ host: other, 'x-forwarded-host': `${host}, ${other}`, origin: `https://${host}` })).toBe(true)
      expect(asked({ host, origin: `https://${host}`, 'sec-fetch-site': 'cross-site' }, handMade)).toBe(false)
      expect(asked({ host, origin: `https://${host}`, 'sec-fetch-site': 'same-site' }, handMade)).toBe(false)
    }),
  )
})

test('no text of an Origin is a fault: what is no address is another origin', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const headers = { get: (name: string) => ({ origin: text, host: 'tincture.example' })[name] ?? null }
      const own = sameOrigin(headers, true)
      expect(own).toBe(URL.canParse(text) && new URL(text).host === 'tincture.example')
      expect(originForLog(text).length).toBeLessThanOrEqual(100)
    }),
  )
  for (const origin of ['null', 'http://u:p@h:99999/x', 'file://', '']) {
    expect(asked({ host: 'tincture.example', origin }, true), origin).toBe(false)
  }
})

test('without Origin the browser says whether it was us; who is no browser counts as told', () => {
  const host = 'tincture.example'
  expect(asked({ host, 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(asked({ host, 'sec-fetch-site': 'none' })).toBe(false)
  expect(asked({ host })).toBe(false)
  expect(asked({ host }, true)).toBe(true)
})

test('a log learns the host of an origin and nothing that was hidden in it', () => {
  expect(originForLog(null)).toBe('none')
  expect(originForLog('null')).toBe('unreadable')
  expect(originForLog('https://someone:secret@elsewhere.example:8443/way?x=1')).toBe('elsewhere.example:8443')
})
