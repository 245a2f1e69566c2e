import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { create } from 'fontkit'

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
    const read = (cut: string) => create(readFileSync(resolve(`@expo-google-fonts/arimo/${cut}/Arimo_${cut}.ttf`)))
    loaded = { regular: read('400Regular'), bold: read('700Bold') }
  }
  return loaded
}
