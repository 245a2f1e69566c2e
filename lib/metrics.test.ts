import { expect, test } from 'vitest'
import { mayReadMetrics, metrics } from './metrics.ts'

test.each([
  ['127.0.0.1', null, undefined, true],
  ['::1', null, undefined, true],
  ['::ffff:127.0.0.1', null, undefined, true],
  ['10.0.0.7', null, undefined, false],
  ['', null, undefined, false],
  [null, null, undefined, false],
  ['127.0.0.1.evil.example', null, undefined, false],
  ['127.0.0.1', null, 'token', false],
  ['127.0.0.1', 'Bearer other', 'token', false],
  ['10.0.0.7', 'Bearer token', 'token', true],
])('from %s with %s where the token is %s: %s', (peer, authorization, token, may) => {
  expect(mayReadMetrics({ peer, authorization }, token)).toBe(may)
})

test('the metrics are made once', async () => {
  expect(metrics()).toBe(metrics())
  metrics().signIns.inc({ outcome: 'ok' })
  expect(await metrics().registry.metrics()).toContain('tincture_sign_ins_total{outcome="ok"} 1')
})
