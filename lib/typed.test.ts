import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from '#lib/api/body.ts'
import { askedOf, cleanForm, cleanJson, jsonOf, shownText } from './typed.ts'

/** Written as numbers, so that nobody has to believe what an editor does not show. */
const HIDDEN = [
  ...[0x0000, 0x061c, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e],
  ...[0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069],
  ...[0xfeff, 0xe0001, 0xe0041, 0xe007f],
].map((point) => String.fromCodePoint(point))
const SHOWN = ['a', 'é', 'م', 'ש', 'न', '中', '"', '\\', '\n', '\t', '\u001d', '💊', '’', '−', ' ']

const anyText = fc.string({ unit: fc.constantFrom(...HIDDEN, ...SHOWN) })
/** What must be left: taken apart character by character, not by the expression under test. */
const left = (text: string) => [...text].filter((one) => !HIDDEN.includes(one)).join('')

test('a text loses what nobody sees and nothing else', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(shownText(text)).toBe(left(text))
      expect(shownText(shownText(text))).toBe(shownText(text))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(shownText(text)).toBe(text)
    }),
  )
  expect(shownText('Amoxi\u202encillin')).toBe('Amoxincillin')
  expect(shownText('Merid\u200bian')).toBe('Meridian')
})

test('texts of a form lose it; several of one name stay several', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), (texts) => {
      const form = new FormData()
      for (const text of texts) form.append('note', text)
      // a form's line ends are CR LF, whoever typed them
      expect(cleanForm(form).getAll('note')).toEqual(texts.map(left))
    }),
  )
})

test('texts of JSON lose it at any depth, at the app’s own door and at the API’s; what is no JSON is none', async () => {
  const post = (body: string) =>
    new Request('http://localhost', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const body = JSON.stringify({ a: [{ [`b${text}`]: text, c: 1 }] })
      const clean = { a: [{ [`b${left(text)}`]: left(text), c: 1 }] }
      expect(await jsonOf(post(body))).toEqual(clean)
      expect(await readJson(post(body))).toEqual({ ok: true, value: clean })
    }),
  )
  expect(await jsonOf(post('{'))).toBeNull()
  expect(() => cleanJson('{')).toThrow(SyntaxError)
})

test('whatever comes as a body is JSON or none, never a fault: nested without end, half, not UTF-8, no text', async () => {
  const post = (body: BodyInit) =>
    new Request('http://localhost', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const deep = '['.repeat(400_000)
  expect(await jsonOf(post(deep + ']'.repeat(400_000)))).toBeNull()
  expect(await readJson(post(deep + ']'.repeat(400_000)))).toEqual({ ok: false, code: 'BAD_JSON' })
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const read = await readJson(post(new Uint8Array(bytes)))
      if (!read.ok) expect(read.code).toBe('BAD_JSON')
      await jsonOf(post(new Uint8Array(bytes)))
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.nat(), async (text, cut) => {
      const read = await readJson(post(text.slice(0, cut % (text.length + 1))))
      expect(read.ok || read.code === 'BAD_JSON').toBe(true)
    }),
  )
})

test('what an address asks for loses it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const address = new URL('http://localhost/orders')
      address.searchParams.set('q', text)
      expect(askedOf(address)).toEqual({ q: left(text) })
    }),
  )
})
