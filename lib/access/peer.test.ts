import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, networkOf } from './peer.ts'

test.each([
  ['203.0.113.9', undefined, 0, '203.0.113.9'],
  ['::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
  ['2001:db8::7', undefined, 0, '2001:db8::7'],
  ['127.0.0.1', undefined, 0, null],
  ['::1', undefined, 0, null],
  ['::ffff:127.0.0.1', undefined, 0, null],
  [undefined, undefined, 0, null],
  // a proxy that nobody told us about
  ['10.0.0.1', '203.0.113.9', 0, null],
  ['127.0.0.1', '203.0.113.9', 0, null],
  // one of our own, and two
  ['127.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
  ['127.0.0.1', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
  ['127.0.0.1', '198.51.100.1, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  ['127.0.0.1', '203.0.113.9', 2, null],
  ['127.0.0.1', 'unknown', 1, null],
  ['203.0.113.9', undefined, 1, '203.0.113.9'],
])('from %s, forwarded for %s through %s proxies: %s', (peer, forwarded, proxies, address) => {
  expect(addressOf({ peer, forwarded }, proxies)).toBe(address)
})

test('whoever asks cannot choose the address that is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.ipV4(), fc.string()), { maxLength: 4 }), fc.ipV4(), (claimed, real) => {
      fc.pre(!real.startsWith('127.'))
      const forwarded = [...claimed.map((one) => one.replaceAll(',', ' ')), real].join(', ')
      expect(addressOf({ peer: '127.0.0.1', forwarded }, 1)).toBe(real)
    }),
  )
})

test('IPv6 counts by its /64, whatever the last half and however it is written', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const network = networkOf(address)
      expect(isIPv6(network)).toBe(true)
      expect(networkOf(network)).toBe(network)
    }),
  )
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::')
  expect(networkOf('2001:0DB8:1:2::9')).toBe('2001:db8:1:2::')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::')
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
})
