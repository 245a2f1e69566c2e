import { expect, test } from 'vitest'
import { mayReadMetrics, metrics } from './metrics.ts'

test.each([
  [null, undefined, false],
  [null, '', false],
  ['', '', false],
  ['Bearer ', '', false],
  ['Bearer undefined', undefined, false],
  [null, 'token', false],
  ['Bearer other', 'token', false],
  ['Bearer tokenx', 'token', false],
  ['bearer token', 'token', false],
  ['Bearer token', 'token', true],
])('with %s where the token is %s: %s', (authorization, token, may) => {
  expect(mayReadMetrics(authorization, token)).toBe(may)
})

test('the metrics are made once', async () => {
  expect(metrics()).toBe(metrics())
  metrics().signIns.inc({ outcome: 'ok' })
  expect(await metrics().registry.metrics()).toContain('tincture_sign_ins_total{outcome="ok"} 1')
})
