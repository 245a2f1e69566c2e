import bwip from 'bwip-js/node'

/** A square code (QR, ISO/IEC 18004) to be drawn: modules a side, and one path over all dark modules, each 1 by 1. */
export type SquareCode = { side: number; path: string }

/** The square code of a text, with error correction M; without its quiet zone. */
export function squareCode(text: string): SquareCode {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M')
  if (!symbol || !('pixs' in symbol)) throw new Error('No symbol was made')
  const side = symbol.pixx
  const dark = symbol.pixs.flatMap((pixel, at) =>
    pixel === 1 ? [`M${at % side} ${Math.floor(at / side)}h1v1h-1z`] : [],
  )
  return { side, path: dark.join('') }
}
