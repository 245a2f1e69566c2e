import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readText } from './file.rules.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, little: boolean) => {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), little)
  return bytes
}
const problem = (bytes: Uint8Array) => {
  const read = readText(bytes)
  return 'problem' in read ? read.problem : null
}

describe('what a file is, told by its bytes', () => {
  test.each([
    ['nothing', new Uint8Array(), 'The file is empty'],
    ['a workbook', utf8('PK\u0003\u0004....[Content_Types].xml'), 'Excel workbook'],
    ['a zip', utf8('PK\u0003\u0004....data.csv'), 'ZIP file'],
    ['a PDF', utf8('%PDF-1.7'), 'a PDF'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'old Excel'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'gzip'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'a picture'],
    ['a web page', utf8('\ufeff<!DOCTYPE html><html>'), 'web page'],
    ['JSON', utf8('[{"a":1}]'), 'JSON'],
    ['bytes', Uint8Array.of(65, 66, 0, 0, 0, 7, 65, 0, 0), 'no text'],
  ])('%s is refused with what to do', (_name, bytes, words) => {
    expect(problem(bytes)).toContain(words)
    expect(problem(bytes)).toMatch(/\. (Open|Unpack|Ask|Choose)|: it holds bytes/)
  })

  test('a text is read in the encoding it has, and said where it is not UTF-8', () => {
    expect(readText(utf8('\ufeffa,b£'))).toMatchObject({ text: 'a,b£', notes: [] })
    expect(readText(Uint8Array.of(97, 44, 0xa3, 0xe9))).toMatchObject({
      text: 'a,£é',
      notes: [expect.stringContaining('Windows-1252')],
    })
    expect(readText(Uint8Array.of(0xff, 0xfe, ...utf16('a,£', true)))).toMatchObject({
      text: 'a,£',
      notes: [expect.stringContaining('UTF-16')],
    })
    expect(readText(Uint8Array.of(0xfe, 0xff, ...utf16('a,£', false)))).toMatchObject({ text: 'a,£' })
    expect(readText(utf16('ampp_id,name', true))).toMatchObject({ text: 'ampp_id,name' })
    expect(readText(utf16('ampp_id,name', false))).toMatchObject({ text: 'ampp_id,name' })
  })

  test('whatever the bytes, there is an answer and no crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const read = readText(bytes)
        if ('problem' in read) expect(read.problem.length).toBeGreaterThan(20)
        else expect(read.text.isWellFormed()).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('UTF-8 text comes through unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const read = readText(utf8(`x${text}`))
        if ('text' in read && !text.includes('\u0000')) expect(read.text).toBe(`x${text}`)
      }),
    )
  })
})
