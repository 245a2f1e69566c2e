import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AccountedSupplier,
  alike,
  codeFromName,
  newSupplier,
  suppliersLike,
  suppliersTwice,
  type ThereSupplier,
} from './identity.rules.ts'

const there: ThereSupplier[] = [
  { id: 'a', name: 'Meridian Wholesale', code: 'MERIDIAN', gln: '5055222000008' },
  { id: 'b', name: 'Calder Generics Ltd', code: 'CAL', gln: null },
]
const typed = { name: 'Quill Labs', code: '', seen: [] as string[] }

describe('names that may mean one supplier', () => {
  test.each([
    ['Calder Generics', 'Calder Generics Ltd.'],
    ['Calder Generics (UK) Limited', 'CALDER GENERIC'],
    ['Alliance', 'Alliance Healthcare'],
    ['Northgate Pharma', 'Northgate Pharmaceuticals plc'],
    ['B. Braun Medical', 'B Braun Medical Ltd'],
    ['Dr. Reddy’s', "Dr Reddy's"],
    ['Mawdsley', 'Mawdsleys'],
    ['Meridian Wholesale', 'Meridan Wholesale'],
    ['Fresenius Kabi', 'Fresénius  Kabi'],
    ['The Specials Laboratory', 'Specials Labs'],
  ])('%s and %s', (a, b) => expect(alike(a, b)).toBe(true))

  test.each([
    ['Teva', 'Tevo Foods'],
    ['AAH', 'ABH'],
    ['Kent Pharma', 'Kent Wholesale'],
    ['Meridian Wholesale', 'Albion Wholesale'],
    ['Ltd', 'Calder Generics Ltd'],
  ])('not %s and %s', (a, b) => expect(alike(a, b)).toBe(false))

  test('it does not matter which comes first, and a name is like itself', () => {
    const word = fc.constantFrom('Calder', 'Meridian', 'UK', 'Ltd', 'Pharma', 'Labs', 'The', 'Co', '&', 'é')
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(alike(a, b)).toBe(alike(b, a))
        expect(alike(a, a.toUpperCase())).toBe(true)
      }),
    )
  })

  test('the very name comes apart from those alike', () => {
    const found = suppliersLike(' meridian  WHOLESALE', [
      ...there,
      { ...there[0], id: 'c', name: 'Meridian' } as ThereSupplier,
    ])
    expect(found.same.map((one) => one.id)).toEqual(['a'])
    expect(found.alike.map((one) => one.id)).toEqual(['c'])
  })
})

describe('a new supplier', () => {
  test('has the code that was typed, or one of its name that nobody has', () => {
    expect(newSupplier(typed, there)).toEqual({ ok: true, value: { code: 'QUILLLABS' } })
    expect(newSupplier({ ...typed, code: 'Q1' }, there)).toEqual({ ok: true, value: { code: 'Q1' } })
    expect(newSupplier(typed, [{ id: 'q', name: 'Other', code: 'quilllabs', gln: null }])).toMatchObject({
      value: { code: 'QUILLLABS2' },
    })
  })

  test('of a name that is there is refused, whatever was seen', () => {
    expect(newSupplier({ ...typed, name: 'meridian wholesale', seen: ['a'] }, there)).toMatchObject({
      refusal: { code: 'SUPPLIER_THERE', names: ['Meridian Wholesale'], same: true },
    })
  })

  test('of a name alike is refused until that one was seen', () => {
    const like = { ...typed, name: 'Calder Generics UK' }
    expect(newSupplier(like, there)).toMatchObject({
      refusal: { code: 'SUPPLIER_THERE', names: ['Calder Generics Ltd'], same: false },
    })
    expect(newSupplier({ ...like, seen: ['b'] }, there).ok).toBe(true)
  })

  test('with the code or GLN of another is told whose they are', () => {
    expect(newSupplier({ ...typed, code: 'cal', gln: '5055222000008' }, there)).toMatchObject({
      refusal: {
        code: 'INVALID',
        errors: [
          { field: 'code', message: 'Enter another code: Calder Generics Ltd has this one' },
          { field: 'gln', message: 'Check the GLN: Meridian Wholesale has this one' },
        ],
      },
    })
  })

  test('gets a code of capitals and digits', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(codeFromName(name, () => false)).toMatch(/^[A-Z0-9]{1,20}$/)
      }),
    )
  })
})

test('a supplier stands twice by its GLN, its telling words or its account, never by a likeness alone', () => {
  const one = (id: string, name: string, more: Partial<AccountedSupplier> = {}): AccountedSupplier => ({
    ...{ id, name, code: id, gln: null, accountNumber: null, orderEmail: null, ...more },
  })
  const hub = [
    one('h1', 'Harbour Specials Ltd'),
    one('h2', 'Quay Labs', { gln: '5055222000015' }),
    one('h3', 'Pier Pharma', { accountNumber: 'P-77' }),
    one('h4', 'Alliance Healthcare'),
  ]
  const own = [
    one('o1', 'harbour  specials'),
    one('o2', 'Somebody Else', { gln: '5055222000015' }),
    one('o3', 'Pier and Sons', { accountNumber: ' p-77' }),
    one('o4', 'Alliance'),
    one('o5', 'Nobody', { accountNumber: '', orderEmail: '' }),
  ]
  expect(suppliersTwice(own, hub).map(({ own, into, why }) => [own.id, into.id, why])).toEqual([
    ['o1', 'h1', 'name'],
    ['o2', 'h2', 'gln'],
    ['o3', 'h3', 'account'],
  ])
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...own, ...hub)), (some) => {
      const found = suppliersTwice(some, some)
      expect(found.every(({ own, into }) => own.id !== into.id)).toBe(true)
      expect(found.length).toBeLessThanOrEqual(some.length)
    }),
  )
})
