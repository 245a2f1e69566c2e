import { createCanvas } from '@napi-rs/canvas'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A page of a PDF as it is drawn: its pixels (RGBA) and the same as PNG. */
export type DrawnPage = { width: number; height: number; data: Uint8ClampedArray; png: Buffer }

/** Draws the pages of a PDF, each point `scale` pixels wide. */
export async function renderPdf(bytes: Uint8Array, scale = 2): Promise<DrawnPage[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, disableFontFace: true })
  const pdf = await loading.promise
  const pages: DrawnPage[] = []
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const page = await pdf.getPage(n)
    const viewport = page.getViewport({ scale })
    const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)]
    const canvas = createCanvas(width, height)
    const context = canvas.getContext('2d')
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    await page.render({ canvasContext: context as never, canvas: canvas as never, viewport }).promise
    pages.push({
      width,
      height,
      data: context.getImageData(0, 0, width, height).data,
      png: canvas.toBuffer('image/png'),
    })
  }
  await loading.destroy()
  return pages
}
