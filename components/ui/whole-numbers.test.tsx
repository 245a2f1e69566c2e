import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { wholeNumbers } from './whole-numbers.tsx'

const number = fc
  .tuple(fc.stringMatching(/^[A-Z0-9]{3,6}$/), fc.constantFrom('PH', 'GRN'), fc.stringMatching(/^\d\d-\d{6}-\d$/))
  .map((parts) => parts.join('-'))
const words = fc.stringMatching(/^[a-z ,.]{0,20}$/)

test('numbers stay whole wherever they stand, and the text says the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, number), { minLength: 1, maxLength: 4 }), words, (pairs, end) => {
      const text = pairs.map(([before, one]) => `${before} ${one} `).join('') + end
      const markup = renderToStaticMarkup(<p>{wholeNumbers(text)}</p>)
      expect(markup.replace(/<[^>]+>/g, '')).toBe(text)
      for (const [, one] of pairs) expect(markup).toContain(`<span class="app-nowrap">${one}</span>`)
    }),
  )
})

test('what is not text, or holds no number, is left as it is', () => {
  const node = <b>RZZ-PH-26-000123-4</b>
  expect(wholeNumbers(node)).toBe(node)
  expect(wholeNumbers('nothing of the kind')).toBe('nothing of the kind')
  expect(renderToStaticMarkup(<p>{wholeNumbers(['Order ', 'RZZ-PH-26-000123-4', node])}</p>)).toBe(
    '<p>Order <span class="app-nowrap">RZZ-PH-26-000123-4</span><b>RZZ-PH-26-000123-4</b></p>',
  )
})
