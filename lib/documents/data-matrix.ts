import bwip from 'bwip-js/node'
import { GS } from '#lib/exchange/gs1/element-string.ts'

/** A square symbol: so many modules a side, and row by row from the top whether each is dark. Without its quiet zone. */
export type Matrix = { side: number; dark: readonly boolean[] }

/** The modules of a GS1 DataMatrix (ISO/IEC 16022, ECC 200) of an element string: FNC1 first, and where a value ends. */
export function gs1DataMatrix(elementString: string): Matrix {
  const text = `^FNC1${elementString.replaceAll('^', '^^').replaceAll(GS, '^FNC1')}`
  const [symbol] = bwip.raw({ bcid: 'datamatrix', text, parsefnc: true })
  if (!symbol || !('pixs' in symbol)) throw new Error('No symbol was made')
  return { side: symbol.pixx, dark: symbol.pixs.map((pixel) => pixel === 1) }
}
