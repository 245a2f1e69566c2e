import type { SquareCode } from '#lib/access/second-factor/square-code.ts'

/** A square code, dark on white in any colour scheme, with the quiet zone that cameras need. */
export function SquareCodePicture({ square, label }: { square: SquareCode; label: string }) {
  const side = square.side + 8
  return (
    <svg className="app-square-code" viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={label}>
      <rect x="-4" y="-4" width={side} height={side} fill="#ffffff" />
      <path d={square.path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  )
}
