import { formatPercent } from '#lib/values/format.ts'

const WIDTH = 1000

/**
 * How far something has come: a bar beside its figure. `value` and `whole` are of one unit; more than the whole fills the bar.
 * With `label` the bar is read out ("62% done"); without it the text beside it says the same.
 * `pale` lightens the ground where many bars stand under each other. `then` is a second, pale part behind the first (acknowledged behind received).
 */
export function ProgressBar({
  value,
  whole,
  label,
  then,
  className = 'app-progress',
  pale,
}: {
  value: number
  whole: number
  label?: string
  then?: number
  className?: string
  pale?: boolean
}) {
  const part = (n: number) => (whole <= 0 ? 0 : Math.round(Math.min(Math.max(n / whole, 0), 1) * WIDTH))
  const bars = (
    <>
      <rect className={pale ? 'f4' : 'f2'} width={WIDTH} height="8" />
      {then !== undefined && <rect className="fp" width={part(then)} height="8" />}
      <rect className="f1" width={part(value)} height="8" />
    </>
  )
  const drawing = { className, viewBox: `0 0 ${WIDTH} 8`, preserveAspectRatio: 'none', focusable: false } as const
  if (label === undefined)
    return (
      <svg {...drawing} aria-hidden="true">
        {bars}
      </svg>
    )
  return (
    <svg {...drawing} role="img" aria-label={`${formatPercent(value, whole)} ${label}`}>
      {bars}
    </svg>
  )
}

/** A bar of 72 by 10 pixels for a table cell, beside its figure. */
export function CellBar({ value, whole, then }: { value: number; whole: number; then?: number }) {
  return <ProgressBar value={value} whole={whole} then={then} className="app-cell-bar" pale />
}
