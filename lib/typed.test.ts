import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanForm, jsonOf } from './typed.ts'

const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '\u0000', '"', '\\', '💊') })

test('texts of a form lose U+0000 and nothing else; several of one name stay several', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), (texts) => {
      const form = new FormData()
      for (const text of texts) form.append('note', text)
      expect(cleanForm(form).getAll('note')).toEqual(texts.map((text) => text.replaceAll('\u0000', '')))
    }),
  )
})

test('texts of JSON lose U+0000 at any depth; what is no JSON is null', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const request = new Request('http://localhost', {
        method: 'POST',
        body: JSON.stringify({ a: [{ b: text, c: 1 }] }),
      })
      expect(await jsonOf(request)).toEqual({ a: [{ b: text.replaceAll('\u0000', ''), c: 1 }] })
    }),
  )
  expect(await jsonOf(new Request('http://localhost', { method: 'POST', body: '{' }))).toBeNull()
})
