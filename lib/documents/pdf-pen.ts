import type PDFDocument from 'pdfkit'
import { documentFonts } from './pdf-fonts.ts'

/** A line that fits its width. */
export type FittedLine = { text: string; strong: boolean }

/** The lines of one element: each but the last ends in a blank, so that words stay apart for those who hear them. */
export function joined(lines: readonly FittedLine[]): FittedLine[] {
  return lines.map((line, i) => ({ ...line, text: `${line.text.trimEnd()}${i < lines.length - 1 ? ' ' : ''}` }))
}

/** What pdfkit keeps of the font in use, as far as we ask: whether it can draw a character. */
type FontInUse = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } }

/** Measures and breaks text in the fonts of one document. */
export type Pen = {
  use(strong: boolean, size: number): void
  width(text: string, strong: boolean, size: number): number
  fit(text: string, strong: boolean, size: number, width: number): FittedLine[]
}

function brokenWord(word: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const sign of word) {
    if (piece !== '' && !fits(piece + sign)) {
      pieces.push(piece)
      piece = ''
    }
    piece += sign
  }
  return [...pieces, piece]
}

/** Breaks a paragraph at its blanks, and within a word only where the word alone is too wide. */
function brokenParagraph(text: string, fits: (text: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = brokenWord(word, fits)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return line === '' ? lines : [...lines, line]
}

/** A pen for a document, with the document's fonts embedded. */
export function penFor(doc: typeof PDFDocument.prototype): Pen {
  const { regular, bold } = documentFonts()
  doc.registerFont('regular', regular)
  doc.registerFont('bold', bold)
  const use = (strong: boolean, size: number) => {
    doc.font(strong ? 'bold' : 'regular').fontSize(size)
  }
  const width = (text: string, strong: boolean, size: number) => {
    use(strong, size)
    return doc.widthOfString(text)
  }
  const known = new Map<string, string>()
  // A character the font does not have is taken apart (ﬁ is fi) and, failing that, becomes "?"
  const writable = (sign: string): string => {
    const before = known.get(sign)
    if (before !== undefined) return before
    const { font } = (doc as unknown as FontInUse)._font
    const has = (one: string) => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)
    const apart = [...sign.normalize('NFKD')].filter(has).join('')
    const drawn = /[\p{Cc}\p{Cf}\p{Cs}]/u.test(sign) ? '' : has(sign) ? sign : apart === '' ? '?' : apart
    known.set(sign, drawn)
    return drawn
  }
  const fit = (text: string, strong: boolean, size: number, most: number) => {
    use(strong, size)
    const lines = text.split(/\r?\n/).flatMap((paragraph) => {
      const clean = [...paragraph.replace(/\s+/gu, ' ').trim().normalize('NFC')].map(writable).join('')
      if (clean === '') return []
      return brokenParagraph(clean, (line) => doc.widthOfString(line) <= most).map((line) => ({ text: line, strong }))
    })
    return joined(lines)
  }
  return { use, width, fit }
}
