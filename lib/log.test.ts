import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logTo } from './log.ts'

function logged(...parts: unknown[]): string {
  const lines: string[] = []
  const log = logTo({ write: (line: string) => lines.push(line) }, 'trace')
  Reflect.apply(log.info, log, parts)
  return lines.join('')
}

const SECRET = 'zq9-planted-secret'

test.each([
  'password',
  'newPassword',
  'token',
  'csrfToken',
  'cookie',
  'set-cookie',
  'authorization',
  'AUTH_SECRET',
  'sessionId',
  'passwordHash',
  'apiKey',
  'AUDIT_PRIVATE_KEY',
  'credentials',
  'patientName',
  'nhs_number',
  'dateOfBirth',
])('nothing named %s is logged, however deep', (name) => {
  const planted = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.constant({ [name]: SECRET }),
      fc.constant({ [name]: { inner: [SECRET] } }),
      fc.dictionary(fc.constantFrom('a', 'request', 'headers'), tie('node'), { minKeys: 1, maxKeys: 2 }),
      fc.array(tie('node'), { minLength: 1, maxLength: 2 }),
    ),
  })).node
  fc.assert(
    fc.property(planted, (value) => {
      expect(logged({ value }, 'text')).not.toContain(SECRET)
      expect(logged(value)).not.toContain(SECRET)
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['a password hash', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g', 'aGFzaGhhc2g'],
  ['a session token', 'eyJhbGciOiJkaXIifQ..c2VjcmV0.Y2lwaGVy.dGFn', 'Y2lwaGVy'],
  ['a bearer token', 'Bearer abcdefgh12345678', 'abcdefgh12345678'],
  ['a key', 'ab'.repeat(32), 'abababab'],
  ['a password in an address', 'postgres://app:hunter2@db/x', 'hunter2'],
  ['a password in a text', 'password=tincture-abc234', 'tincture-abc234'],
  ['a password in JSON', '{"password":"tincture-abc234"}', 'tincture-abc234'],
  ['an NHS number', '943 476 5919', '943 476 5919'],
  ['an NHS number without spaces', '9434765919', '9434765919'],
])('%s is taken out of messages, values and faults', (_what, planted, secret) => {
  const text = `before ${planted} after`
  const lines = [
    logged(text),
    logged({ note: text }),
    logged({ list: [{ note: text }] }, text),
    logged({ err: new Error(text, { cause: new Error(text) }) }, 'fault'),
    logged(new Error(text)),
    logged('%s', text),
  ]
  for (const line of lines) {
    expect(line).not.toContain(secret)
    expect(line).toContain('before')
  }
})

test('what is no secret stays: ids, codes, counts, GTINs, order numbers', () => {
  const line = logged(
    {
      person: '0190a1b2-0000-7000-8000-000000000001',
      gtin: '05012345678900',
      vmp: '324344005',
      count: 3,
      at: new Date(0),
    },
    'RZZ-PH-26-000123-7 sent',
  )
  expect(JSON.parse(line)).toMatchObject({
    level: 30,
    person: '0190a1b2-0000-7000-8000-000000000001',
    gtin: '05012345678900',
    vmp: '324344005',
    count: 3,
    at: '1970-01-01T00:00:00.000Z',
    msg: 'RZZ-PH-26-000123-7 sent',
  })
})
