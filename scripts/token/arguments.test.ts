import { expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { parseTokenArguments } from './arguments.ts'

test('what is asked is read; what is left out has its default', () => {
  expect(parseTokenArguments(['Ann@Riverside.example'])).toEqual({
    ...{ email: 'ann@riverside.example', trust: undefined, scopes: null, days: 90, name: 'From the console' },
  })
  const all = ['a@b.example', '--trust', 'rzz', '--scopes', 'orders:read, stock:read', '--days', '7', '--name', 'Stock']
  expect(parseTokenArguments(all)).toEqual({
    ...{ email: 'a@b.example', trust: 'RZZ', scopes: ['orders:read', 'stock:read'], days: 7, name: 'Stock' },
  })
})

test.each([
  [[]],
  [['a@b.example', 'c@d.example']],
  [['a@b.example', '--scopes', 'everything']],
  [['a@b.example', '--days', '0']],
  [['a@b.example', '--days', '366']],
  [['a@b.example', '--days', '1.5']],
  [['a@b.example', '--forever']],
])('%j is told how to write it', (args) => expect(() => parseTokenArguments(args)).toThrow(Problem))
