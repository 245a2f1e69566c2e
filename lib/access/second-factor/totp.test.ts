import fc from 'fast-check'
import { expect, test } from 'vitest'

process.env.APP_DATABASE_URL ??= 'postgres://none'
process.env.AUDIT_KEY ??= 'ab'.repeat(32)
const { codeAt, factorAddress, newFactorSecret, newRecoveryCodes, recoveryHash, STEP_SECONDS, stepOf } = await import(
  './totp.ts'
)

/** "12345678901234567890" of RFC 6238, appendix B, in base 32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('RFC 6238: the code at %s seconds is %s', (seconds, code) => {
  expect(codeAt(RFC_SECRET, new Date(seconds * 1000))).toBe(code)
  expect(stepOf(RFC_SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / STEP_SECONDS))
})

const moment = fc.integer({ min: 1_700_000_000, max: 2_000_000_000 })

test('a code counts in its own step and in the ones beside it, and says which it is', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: -5, max: 5 }), (seconds, off) => {
      const step = Math.floor(seconds / STEP_SECONDS)
      const code = codeAt(RFC_SECRET, new Date((step + off) * STEP_SECONDS * 1000))
      const found = stepOf(RFC_SECRET, code, new Date(seconds * 1000))
      if (Math.abs(off) <= 1) expect(found === step + off || codesMeet(step, code)).toBe(true)
      else if (found !== null) expect(codesMeet(step, code)).toBe(true)
    }),
  )
})

/** Two steps may by chance have the same code. */
function codesMeet(step: number, code: string): boolean {
  return [-1, 0, 1].some((off) => codeAt(RFC_SECRET, new Date((step + off) * STEP_SECONDS * 1000)) === code)
}

test('nothing but six digits is a code; spaces do not count', () => {
  const now = new Date('2026-11-23T10:00:00Z')
  const code = codeAt(RFC_SECRET, now)
  expect(stepOf(RFC_SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, now)).not.toBeNull()
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^\d{6}$/.test(text.replaceAll(/\s/g, '')))
      expect(stepOf(RFC_SECRET, text, now)).toBeNull()
    }),
  )
})

test('secrets are 160 random bits; the address names Tincture and the person', () => {
  const secret = newFactorSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newFactorSecret()).not.toBe(secret)
  const address = new URL(factorAddress(secret, 'ann@riverside.example'))
  expect(address.protocol).toBe('otpauth:')
  expect(decodeURIComponent(address.pathname)).toContain('Tincture:ann@riverside.example')
  expect(address.searchParams.get('secret')).toBe(secret)
})

test('recovery codes differ; their hash is one person’s, and does not mind how they are written', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/)
  const [code = ''] = codes
  expect(recoveryHash('p', code.toUpperCase().replaceAll('-', ' '))).toBe(recoveryHash('p', code))
  expect(recoveryHash('q', code)).not.toBe(recoveryHash('p', code))
})
