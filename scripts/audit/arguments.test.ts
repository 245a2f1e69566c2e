import { expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { parseVerifyArguments } from './arguments.ts'

test('what is asked is read; without anything it is the whole record of this installation', () => {
  expect(parseVerifyArguments([])).toEqual({
    database: undefined,
    trust: undefined,
    seals: undefined,
    export: undefined,
  })
  const url = 'postgresql://reader:secret@copy.example:5432/tincture'
  expect(parseVerifyArguments(['--database', url, '--trust', 'rzz', '--seals', '/mnt/seals'])).toEqual({
    ...{ database: url, trust: 'RZZ', seals: '/mnt/seals', export: undefined },
  })
})

test.each([[['--database', 'copy.example']], [['--key', 'ab']], [['record']]])('%j is told how to write it', (args) =>
  expect(() => parseVerifyArguments(args)).toThrow(Problem),
)
