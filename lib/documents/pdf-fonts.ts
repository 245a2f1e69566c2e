import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { create, type Font, type GlyphRun } from 'fontkit'

/** A font as pdfkit takes it in place of a file: read once, shared by every document. */
export type DocumentFont = PDFKit.Mixins.PDFFontSource

/** The two cuts a document uses. */
export type DocumentFonts = { regular: DocumentFont; bold: DocumentFont }

let loaded: DocumentFonts | undefined

/**
 * Arimo (SIL Open Font License), which has the widths of Arial: PDF/UA wants its fonts in the file. Read from the package
 * below the working directory, once: reading a font costs as much as drawing a page with it.
 */
export function documentFonts(): DocumentFonts {
  if (!loaded) {
    const { resolve } = createRequire(path.join(process.cwd(), 'package.json'))
    const read = (cut: string) =>
      keepLayouts(create(readFileSync(resolve(`@expo-google-fonts/arimo/${cut}/Arimo_${cut}.ttf`))))
    loaded = { regular: read('400Regular'), bold: read('700Bold') }
  }
  return loaded
}

const WORDS_KEPT = 10_000

/**
 * Lets a font keep the words it laid out: papers say the same words over and over, and laying them out is most of the
 * work of drawing one. Everybody who asks gets positions of their own, as pdfkit scales them in place.
 */
function keepLayouts(font: Font): Font {
  const kept = new Map<string, GlyphRun>()
  const layOut = font.layout.bind(font)
  font.layout = (text, features) => {
    if (features) return layOut(text, features)
    const known = kept.get(text)
    if (known) return copyOf(known)
    const run = layOut(text)
    if (kept.size >= WORDS_KEPT) kept.clear()
    kept.set(text, copyOf(run))
    return run
  }
  return font
}

function copyOf(run: GlyphRun): GlyphRun {
  const copy: GlyphRun = Object.create(Object.getPrototypeOf(run))
  return Object.assign(copy, run, { positions: run.positions.map((one) => ({ ...one })) })
}
