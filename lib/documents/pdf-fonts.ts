import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The two cuts a document uses, as font files. */
export type DocumentFonts = { regular: Uint8Array; bold: Uint8Array }

let loaded: DocumentFonts | undefined

/**
 * Arimo (SIL Open Font License), which has the widths of Arial: PDF/UA wants its fonts in the file. Read from the package
 * below the working directory, once.
 */
export function documentFonts(): DocumentFonts {
  if (!loaded) {
    const { resolve } = createRequire(path.join(process.cwd(), 'package.json'))
    const read = (cut: string) => readFileSync(resolve(`@expo-google-fonts/arimo/${cut}/Arimo_${cut}.ttf`))
    loaded = { regular: read('400Regular'), bold: read('700Bold') }
  }
  return loaded
}
