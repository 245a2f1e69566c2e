import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breachedWords } from './breached-words.ts'
import { SHORTEST_PASSWORD, weakPassword, weakPasswordWords } from './password.rules.ts'

const ann = { name: 'Ann Okafor', email: 'ann.okafor@riverside.example', trust: 'Quayside Hospitals NHS Trust' }
const breached = breachedWords()

test.each([
  ['short', 'TOO_SHORT'],
  ['elevenchars', 'TOO_SHORT'],
  ['Password1234!', 'COMMON'],
  ['P@$$w0rdP@$$w0rd', 'COMMON'],
  ['passwordpassword', 'COMMON'],
  ['qwertyuiop123', 'COMMON'],
  ['123456789012', 'COMMON'],
  ['aaaaaaaaaaaaaaaa', 'COMMON'],
  ['Welcome2Pharmacy!', 'COMMON'],
  ['AnnOkafor2026', 'ABOUT_YOU'],
  ['okafor-riverside-1', 'ABOUT_YOU'],
  ['x'.repeat(129), 'TOO_LONG'],
  ['Quayside-2026!', 'ABOUT_YOU'],
  ['QuaysideHospitalsTrust', 'ABOUT_YOU'],
  ['Motherfucker', 'BREACHED'],
  ['Sojdlg123aljg', 'BREACHED'],
  ['Butterfly2026!', 'BREACHED'],
  ['butt3rfly-1999', 'BREACHED'],
  ['ButterflyButterfly', 'BREACHED'],
  ['!!!Snowball1234', 'BREACHED'],
  ['correct horse battery', null],
  ['lamp otter granite', null],
  ['kfm8-w2qx-vp7d', null],
])('%s: %s', (password, weak) => {
  expect(weakPassword(password, ann, breached)).toBe(weak)
})

test('nothing shorter passes, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: SHORTEST_PASSWORD - 1 }), (password) => {
      fc.pre([...password].length < SHORTEST_PASSWORD)
      expect(weakPassword(password, ann)).toBe('TOO_SHORT')
    }),
  )
})

test('a common word stays common whatever digits and signs surround it', () => {
  const around = fc.string({ unit: fc.constantFrom(...'2689-_.:; '), maxLength: 8 })
  fc.assert(
    fc.property(
      around,
      around,
      fc.constantFrom('passwordwelcome', 'PharmacyTrust', 'iloveyouiloveyou'),
      (before, after, word) => {
        expect(weakPassword(`${before}${word}${after}`, ann)).toBe('COMMON')
      },
    ),
  )
})

test('every word of the list stays out, however it is capitalised and whatever digits and signs are around it', () => {
  expect(breached.size).toBeGreaterThan(40_000)
  const word = fc.constantFrom(...[...breached].filter((one) => /^[a-z]{6,}$/.test(one)))
  const ending = fc.string({ unit: fc.constantFrom(...'0123456789!.#-_ '), minLength: 6, maxLength: 12 })
  fc.assert(
    fc.property(word, ending, fc.boolean(), fc.boolean(), (core, around, before, capital) => {
      const text = capital ? core.charAt(0).toUpperCase() + core.slice(1) : core
      expect(weakPassword(before ? around + text : text + around, ann, breached)).not.toBeNull()
    }),
  )
})

test('each reason has its words', () => {
  for (const weak of ['TOO_SHORT', 'TOO_LONG', 'COMMON', 'BREACHED', 'ABOUT_YOU'] as const)
    expect(weakPasswordWords(weak)).toMatch(/^Enter a password/)
})
