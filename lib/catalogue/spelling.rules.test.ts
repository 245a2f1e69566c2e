import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { couldBeMisspelt, meantBy, meantSearches, slipsBetween } from './spelling.rules.ts'

const WORDS = [
  'meropenem',
  'imipenem',
  'paracetamol',
  'hydroxyzine',
  'hydralazine',
  'clonidine',
  'clozapine',
  'adenosine',
]
const letters = fc.stringMatching(/^[a-c]{0,7}$/)
const word = fc.stringMatching(/^[a-z]{4,14}$/)

/** The same answer, slowly: every way to make one of the other is tried. */
function slowly(typed: string, whole: string): number {
  const full = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const swap = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
    return Math.min(
      full(a.slice(1), b) + 1,
      full(a, b.slice(1)) + 1,
      full(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
      swap ? full(a.slice(2), b.slice(2)) + 1 : Number.POSITIVE_INFINITY,
    )
  }
  return Math.min(...Array.from({ length: whole.length + 1 }, (_, end) => full(typed, whole.slice(0, end))))
}

describe('slips of the keys', () => {
  test('their number is that of the slow and obvious way', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c]{0,5}$/), letters, (typed, whole) => {
        expect(slipsBetween(typed, whole)).toBe(slowly(typed, whole))
      }),
    )
  })

  test('the beginning of a word has none', () => {
    fc.assert(
      fc.property(word, fc.nat(14), (whole, end) => {
        expect(slipsBetween(whole.slice(0, end), whole)).toBe(0)
      }),
    )
  })

  test('one slip in a word is at most one', () => {
    fc.assert(
      fc.property(
        word,
        fc.nat(13),
        fc.constantFrom('x', 'y'),
        fc.constantFrom('out', 'in', 'other', 'swap'),
        (whole, n, letter, how) => {
          const place = n % whole.length
          const [head, tail] = [whole.slice(0, place), whole.slice(place)]
          const typed = {
            out: head + tail.slice(1),
            in: head + letter + tail,
            other: head + letter + tail.slice(1),
            swap: head + (tail[1] ?? '') + (tail[0] ?? '') + tail.slice(2),
          }[how]
          expect(slipsBetween(typed, whole)).toBeLessThanOrEqual(1)
          expect(meantBy(typed, [whole])).toEqual(couldBeMisspelt(typed) || typed.length > 0 ? [whole] : [])
        },
      ),
    )
  })
})

describe('what was meant', () => {
  test.each([
    ['meropenam', ['meropenem']],
    ['merpenem', ['meropenem']],
    ['paracetomol', ['paracetamol']],
    ['parcet', ['paracetamol']],
    ['clonazine', ['clonidine', 'clozapine']],
    ['zzzzzz', []],
    ['insulin', []],
  ])('%s', (typed, meant) => {
    expect(meantBy(typed, WORDS)).toEqual(meant)
  })

  test('words that may be equally meant are all named, and never more than three', () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 30 }), (typed, words) => {
        const meant = meantBy(typed, [...new Set(words)])
        expect(meant.length).toBeLessThanOrEqual(3)
        const slips = meant.map((one) => slipsBetween(typed, one))
        for (const other of words)
          if (!meant.includes(other) && meant.length < 3 && meant.length > 0)
            expect(slipsBetween(typed, other)).toBeGreaterThan(slips[0] ?? 0)
      }),
    )
  })

  test('strengths and known words stay as typed', () => {
    const near = new Map([['meropenam', ['meropenem', 'imipenem']]])
    expect(meantSearches(['meropenam', '1g', 'vials'], near)).toEqual([['meropenem', '1g', 'vials']])
    expect(meantSearches(['vials', '1g'], near)).toEqual([])
    expect(meantSearches(['xxxxxxxx'], new Map([['xxxxxxxx', ['meropenem']]]))).toEqual([])
  })

  test('words of letters can be misspelt; strengths, codes and short words cannot', () => {
    expect(['mero', 'para'].every(couldBeMisspelt)).toBe(true)
    expect(['1g', '500mg', 'b12', 'mer', ''].some(couldBeMisspelt)).toBe(false)
  })
})
