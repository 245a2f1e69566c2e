import { describe, expect, it } from 'vitest'
import { contentFault, isInSet } from './content.ts'
import { checkElement, checkTogether } from './element.ts'
import { IDENTIFIERS, identifierAt, valueLengths } from './table.ts'

function check(ai: string, value: string) {
  const identifier = IDENTIFIERS.get(ai)
  if (!identifier) throw new Error(`no ${ai}`)
  const element = checkElement(identifier, value, 2026)
  return element.ok ? 'good' : element.refusal.problem
}

function together(...pairs: [string, string][]) {
  const elements = checkTogether(pairs.map(([ai, value]) => ({ ai, value })))
  return elements.ok ? 'good' : elements.refusal.problem
}

describe('the table of identifiers', () => {
  it('has them all, and none is the beginning of another', () => {
    expect(IDENTIFIERS.size).toBeGreaterThan(500)
    for (const ai of IDENTIFIERS.keys()) expect(identifierAt(`${ai}99`)?.ai).toBe(ai)
    expect(identifierAt('89')).toBeNull()
  })
  it('gives a length to each that needs no separator', () => {
    for (const identifier of IDENTIFIERS.values()) {
      const { least, most } = valueLengths(identifier)
      if (identifier.fixed) expect(least).toBe(most)
    }
  })
  it('only optional parts follow an optional part', () => {
    for (const { parts } of IDENTIFIERS.values()) {
      expect(parts.map(({ optional }) => optional)).toEqual(parts.map(({ optional }) => optional).toSorted())
    }
  })
})

describe('content', () => {
  it.each([
    ['00', '106141411234567897', 'good'],
    ['00', '106141411234567890', 'BAD_CHECK_DIGIT'],
    ['253', '5412345000151', 'BAD_CHECK_DIGIT'],
    ['7007', '211225211231', 'good'],
    ['7007', '211225', 'good'],
    ['7007', '21122521', 'TOO_SHORT'],
    ['7011', '2112252460', 'BAD_DATE'],
    ['8008', '20122523', 'good'],
    ['8008', '201225235960', 'BAD_DATE'],
    ['4330', '000000-', 'good'],
    ['4330', '000000X', 'BAD_VALUE'],
    ['426', '826', 'good'],
    ['426', '987', 'BAD_VALUE'],
    ['7030', '999ABC', 'good'],
    ['4307', 'GB', 'good'],
    ['4307', 'AA', 'BAD_VALUE'],
    ['8007', 'GB82WEST12345698765432', 'good'],
    ['8007', 'GB82WEST12345698765431', 'BAD_VALUE'],
    ['8013', '1987654Ad4X4bL5ttr2310c2K', 'good'],
    ['8013', '1987654Ad4X4bL5ttr2310c2J', 'BAD_CHECK_DIGIT'],
    ['8026', '123456789012310302', 'BAD_VALUE'],
    ['4300', 'ABC%20D', 'good'],
    ['4300', 'ABC%0g', 'BAD_VALUE'],
    ['8010', '123456_', 'BAD_CHARACTER'],
    ['8010', '1234#/-A', 'good'],
    ['8030', 'ABC:', 'BAD_CHARACTER'],
    ['7250', '20230229', 'BAD_DATE'],
    ['7258', '2/3', 'good'],
    ['7258', '3/2', 'BAD_VALUE'],
    ['401', '123', 'BAD_VALUE'],
    ['4309', '18000000010000000000', 'BAD_VALUE'],
    ['8011', '012', 'BAD_VALUE'],
    ['8014', '1234', 'BAD_CHECK_DIGIT'],
    ['7240', 'x'.repeat(21), 'TOO_LONG'],
  ])('(%s)%s is %s', (ai, value, expected) => expect(check(ai, value)).toBe(expected))

  it('every set takes what it should', () => {
    expect(isInSet('x', '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')).toBe(
      true,
    )
    for (const bad of [' ', '#', '$', '@', '£', '[', ']', '^', '`', '{', '|', '}', '~', '\\', 'é']) {
      expect(isInSet('x', bad)).toBe(false)
    }
    expect(contentFault([], 'anything', 2026)).toBeNull()
  })
})

describe('together', () => {
  it.each([
    [
      'good',
      [
        ['400', 'A'],
        ['99', 'D'],
        ['400', 'A'],
      ],
    ],
    [
      'REPEATED',
      [
        ['400', 'A'],
        ['99', 'D'],
        ['400', 'B'],
      ],
    ],
    [
      'NOT_TOGETHER',
      [
        ['3940', '1234'],
        ['255', '5412345000150'],
        ['3941', '9999'],
      ],
    ],
    [
      'NEEDS_OTHER',
      [
        ['01', '12345678901231'],
        ['250', 'A'],
      ],
    ],
    [
      'good',
      [
        ['01', '12345678901231'],
        ['21', 'X'],
        ['250', 'A'],
      ],
    ],
    [
      'NEEDS_OTHER',
      [
        ['01', '12345678901231'],
        ['3925', '12599'],
      ],
    ],
    [
      'good',
      [
        ['01', '12345678901231'],
        ['3925', '12599'],
        ['3695', '654321'],
      ],
    ],
    ['good', [['90', 'A']]],
  ] as const)('%s: %j', (expected, pairs) => {
    expect(together(...pairs.map(([ai, value]): [string, string] => [ai, value]))).toBe(expected)
  })
})
