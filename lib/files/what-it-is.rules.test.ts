import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodingOf, formatByName, linesIn, whatItIs } from './what-it-is.rules.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, little: boolean) => {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), little)
  return bytes
}
const problem = (bytes: Uint8Array, name = 'file.csv') => {
  const found = whatItIs(bytes, name)
  return 'problem' in found ? found.problem : null
}

describe('what a file is, told by its bytes and its name', () => {
  test.each([
    ['nothing', new Uint8Array(), 'The file is empty'],
    ['a workbook called .csv', utf8('PK\u0003\u0004....[Content_Types].xml'), 'does not end in .xlsx'],
    ['a zip', utf8('PK\u0003\u0004....data.csv'), 'ZIP file'],
    ['a PDF', utf8('%PDF-1.7'), 'a PDF'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'old Excel'],
    ['a locked workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...utf16('EncryptedPackage', true)), 'password'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'gzip'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'a picture'],
    ['a program', utf8('MZ....'), 'a program'],
    ['a web page', utf8('\ufeff<!DOCTYPE html><html>'), 'web page'],
    ['JSON', utf8('[{"a":1}]'), 'JSON'],
  ])('%s is refused with what to do', (_name, bytes, words) => {
    expect(problem(bytes)).toContain(words)
    expect(problem(bytes)).toMatch(/\. (Open|Unpack|Ask|Choose|Give)/)
  })

  test.each([
    ['text called a workbook', utf8('a,b'), 'file.xlsx', 'it was renamed'],
    ['a PDF called a workbook', utf8('%PDF-1.7'), 'file.xlsx', 'a PDF'],
    ['a web page called an old workbook', utf8('<html>'), 'file.xls', 'Only files whose names end in'],
    ['a program by its name', utf8('a,b'), 'file.exe', 'Only files whose names end in'],
  ])('%s is refused', (_name, bytes, name, words) => expect(problem(bytes, name)).toContain(words))

  test('what is what it says is taken', () => {
    expect(whatItIs(utf8('a,b'), 'My file.CSV')).toEqual({ format: 'csv' })
    expect(whatItIs(utf8('a\tb'), 'file.tsv')).toEqual({ format: 'tsv' })
    expect(whatItIs(utf8('PK\u0003\u0004'), 'file.xlsx')).toEqual({ format: 'xlsx' })
    expect(formatByName('file')).toBeNull()
  })

  test('a text’s encoding is told by its bytes, and said where it is not UTF-8', () => {
    expect(encodingOf(utf8('\ufeffa,b£'))).toEqual({ encoding: 'utf-8', notes: [] })
    expect(encodingOf(Uint8Array.of(97, 44, 0xa3, 0xe9))).toMatchObject({
      encoding: 'windows-1252',
      notes: [expect.stringContaining('Windows-1252')],
    })
    expect(encodingOf(Uint8Array.of(0xff, 0xfe, ...utf16('a,£', true)))).toMatchObject({
      encoding: 'utf-16le',
      notes: [expect.stringContaining('UTF-16')],
    })
    expect(encodingOf(Uint8Array.of(0xfe, 0xff, ...utf16('a,£', false)))).toMatchObject({ encoding: 'utf-16be' })
    expect(encodingOf(utf16('ampp_id,name', true))).toMatchObject({ encoding: 'utf-16le' })
    expect(encodingOf(utf16('ampp_id,name', false))).toMatchObject({ encoding: 'utf-16be' })
    expect(encodingOf(utf8('a,b\n1,\u00002'))).toMatchObject({ problem: expect.stringContaining('line 2') })
    expect(linesIn(utf8('a\rb\rc'))).toBe(2)
  })

  test('whatever the bytes and the name, there is an answer and no crash', () => {
    const name = fc.oneof(fc.constantFrom('a.csv', 'b.xlsx', 'c.tsv'), fc.string({ maxLength: 12 }))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), name, (bytes, fileName) => {
        const found = whatItIs(bytes, fileName)
        if ('problem' in found) expect(found.problem.length).toBeGreaterThan(20)
        const written = encodingOf(bytes)
        if ('problem' in written) expect(written.problem).toMatch(/line \d+/)
      }),
      { numRuns: 2000 },
    )
  })
})
