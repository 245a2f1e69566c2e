import { code128 } from 'bwip-js/node'

/** A linear barcode as its dark bars: where each begins and how wide it is, in modules, within a width without margins. */
export type Bars = { width: number; bars: readonly (readonly [from: number, width: number])[] }

/** The bars of a Code 128 barcode (ISO/IEC 15417), which every scanner reads as the text itself. */
export function code128Bars(text: string): Bars {
  const bars: (readonly [number, number])[] = []
  let width = 0
  const nothing = () => {}
  return code128<Bars>(
    { bcid: 'code128', text, scale: 1 },
    {
      scale: () => null,
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init: (total) => {
        width = total
      },
      // A bar comes as a line down its middle; an odd one has the larger half on its left
      line: (x, _y, _x, _y1, thickness) => {
        bars.push([x - Math.ceil(thickness / 2), thickness])
      },
      polygon: nothing,
      hexagon: nothing,
      ellipse: nothing,
      fill: nothing,
      text: nothing,
      end: () => ({ width, bars }),
    },
  )
}
