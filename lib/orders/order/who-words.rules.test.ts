import { expect, it } from 'vitest'
import { planWords, stepsInWords, whoWords } from './who-words.rules.ts'

const names: Readonly<Record<string, string>> = { a: 'Ann Hale', b: 'Ben Oduya', c: 'Cleo Marsh' }
const words = (role: 'lead' | 'pharmacist', people: readonly string[], signatures: number) =>
  whoWords({ role, names: people.map((one) => names[one] ?? one), signatures })

it.each([
  [words('lead', [], 1), 'Procurement lead', 'the procurement lead'],
  [words('pharmacist', [], 1), 'Pharmacist', 'a pharmacist'],
  [words('lead', [], 2), 'Two of: procurement leads', 'two of: procurement leads'],
  [words('lead', ['a'], 1), 'Ann Hale', 'Ann Hale'],
  [words('lead', ['a', 'b'], 1), 'Ann Hale or Ben Oduya', 'Ann Hale or Ben Oduya'],
  [words('lead', ['a', 'b'], 2), 'Ann Hale and Ben Oduya', 'Ann Hale and Ben Oduya'],
  [
    words('lead', ['a', 'b', 'c'], 2),
    'Two of: Ann Hale, Ben Oduya or Cleo Marsh',
    'two of: Ann Hale, Ben Oduya or Cleo Marsh',
  ],
])('%o', (found, title, inSentence) => {
  expect(found).toEqual({ title, inSentence })
})

it('says a plan step after step', () => {
  const one = { people: [], signatures: 1 }
  expect(planWords([], (id) => id)).toBe('nobody')
  expect(
    planWords(
      [
        [
          { role: 'lead', ...one },
          { role: 'pharmacist', ...one },
        ],
        [{ role: 'director', people: [], signatures: 2 }],
      ],
      (id) => id,
    ),
  ).toBe('the procurement lead and a pharmacist, then two of: directors of finance')
  expect(
    stepsInWords([
      { step: 2, who: words('pharmacist', [], 1) },
      { step: 1, who: words('lead', ['a'], 1) },
    ]),
  ).toBe('Ann Hale, then a pharmacist')
})
