import { expect, test } from 'vitest'
import { ROLES } from '#lib/access/roles.ts'
import { Problem } from '../problem.ts'
import { parseGalleryArguments, STATES, WIDTHS } from './arguments.ts'

test('without arguments everything is drawn', () => {
  expect(parseGalleryArguments([])).toEqual({ roles: ROLES, pages: null, widths: WIDTHS, states: STATES })
})

test('a part is drawn where it is named', () => {
  const args = ['--role', 'lead, stores', '--page', 'orders,signInPage', '--width', '390', '--state', 'empty']
  expect(parseGalleryArguments(args)).toEqual({
    ...{ roles: ['stores', 'lead'], pages: ['orders', 'signInPage'], widths: [390], states: ['empty'] },
  })
})

test.each([
  [['--role', 'king']],
  [['--page', 'nowhere']],
  [['--width', '320']],
  [['--state', 'sad']],
  [['--colour', 'red']],
])('%j is refused with the way to write it', (args) => {
  expect(() => parseGalleryArguments(args)).toThrow(Problem)
})
