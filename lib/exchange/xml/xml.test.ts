import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, readXml, textAt } from './read.ts'
import { group, leaf, writeXml, type XmlPart } from './write.ts'

function written(part: XmlPart): string {
  if (!part) throw new Error('nothing to write')
  return writeXml(part)
}

function read(source: string | Uint8Array) {
  const node = readXml(source)
  if (!node.ok) throw new Error(node.refusal.message)
  return node.value
}

function problem(source: string) {
  const node = readXml(source)
  return node.ok ? 'none' : node.refusal
}

describe('writing', () => {
  it('leaves out what has no content', () => {
    expect(leaf('a', '  ')).toBeNull()
    expect(leaf('a', null)).toBeNull()
    expect(group('a', null, leaf('b', ''))).toBeNull()
    expect(written(group('a', leaf('b', 'x'), null))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>x</b>\n</a>\n',
    )
  })
  it('makes any text safe, and it is read back as it was', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('<a>', '&amp;', ']]>', '<![CDATA[', '"\'', 'a\tb\nc'),
    )
    fc.assert(
      fc.property(text, text, (inside, attribute) => {
        fc.pre(inside.trim() !== '' && attribute.trim() === attribute)
        const root = read(written(group('a', leaf('b', inside, { c: attribute }))))
        expect(textAt(root, 'b')).toBe(inside.replace(/\r\n?/g, '\n').trim())
        expect(all(root, 'b')[0]?.attributes.c).toBe(attribute)
      }),
    )
  })
  it('drops characters that XML cannot carry', () => {
    expect(textAt(read(written(group('a', leaf('b', 'x\u0000\u0008\uFFFE\uD800y')))), 'b')).toBe('xy')
  })
})

describe('reading', () => {
  it('knows namespaces whatever their prefix, and takes CDATA as text', () => {
    const root = read('<p:a xmlns:p="urn:x"><p:b><![CDATA[<1>]]> &amp; 2</p:b></p:a>')
    expect([root.name, root.namespace, textAt(root, 'b')]).toEqual(['a', 'urn:x', '<1> & 2'])
    expect(textAt(root, 'c')).toBeNull()
    expect(all(root, 'b', 'c')).toEqual([])
  })
  it('names the line of what is wrong', () => {
    expect(problem('<a>\n<b>\n</a>')).toMatchObject({ problem: 'NOT_XML', line: 3 })
    expect(problem('<!DOCTYPE a><a/>')).toMatchObject({ problem: 'DOCTYPE' })
  })
  it('keeps to its limits', () => {
    expect(readXml('<a><b/></a>', { bytes: 100, depth: 1, elements: 10 })).toMatchObject({
      refusal: { problem: 'TOO_DEEP' },
    })
    expect(readXml('<a><b/></a>', { bytes: 100, depth: 9, elements: 1 })).toMatchObject({
      refusal: { problem: 'TOO_LARGE' },
    })
    expect(readXml('<a><b/></a>', { bytes: 5, depth: 9, elements: 9 })).toMatchObject({
      refusal: { problem: 'TOO_LARGE' },
    })
  })
  it('never throws', () => {
    const noise = fc.array(
      fc.constantFrom('<a>', '</a>', '<b c="d"/>', '&lt;', '&x;', '<!--', '-->', 'x', '<?y?>', '"', '\u0000'),
    )
    fc.assert(
      fc.property(noise, (pieces) => {
        expect(typeof readXml(pieces.join('')).ok).toBe('boolean')
      }),
    )
  })
})
