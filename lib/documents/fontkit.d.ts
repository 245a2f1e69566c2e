declare module 'fontkit' {
  /** A text laid out: its glyphs and where each goes. What asks for it scales the positions in place. */
  export type GlyphRun = { glyphs: object[]; positions: object[] }

  /** A font that was read; pdfkit, which brings this package, takes it in place of a file. */
  export type Font = PDFKit.Mixins.PDFFontSource & { layout(text: string, features?: unknown): GlyphRun }

  /** Reads a font file. */
  export function create(file: Uint8Array): Font
}
