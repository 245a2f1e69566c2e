import { expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { parseResetArguments } from './arguments.ts'

test('e-mail and organisation are read', () => {
  expect(parseResetArguments(['Ann@Riverside.example'])).toEqual({ email: 'ann@riverside.example', trust: undefined })
  expect(parseResetArguments(['a@b.example', '--trust', 'rzz'])).toEqual({ email: 'a@b.example', trust: 'RZZ' })
})

test.each([[[]], [['a@b.example', 'c@d.example']], [['a@b.example', '--password', 'x']]])(
  '%j is told how to write it',
  (args) => expect(() => parseResetArguments(args)).toThrow(Problem),
)
