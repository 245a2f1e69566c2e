declare module 'fontkit' {
  /** Reads a font file; what comes back is only handed on to pdfkit, which brings this package. */
  export function create(file: Uint8Array): PDFKit.Mixins.PDFFontSource
}
