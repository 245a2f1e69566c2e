import { daysInWords, inDays, medicineName, type Point, type Projection } from '#lib/orders/approve/projection.rules.ts'
import { dateParts, londonDate, londonTime } from '#lib/values/dates.ts'
import { formatClock, formatCount, formatDayMonth } from '#lib/values/format.ts'
import { unitsInWords } from '#lib/values/units.ts'

/** What the drawing shows: one medicine's stock over the days to come, with and without the order. */
type Drawn = { projection: Projection; product: string; unitName: string; now: Date }

type Frame = { width: number; height: number; right: number; bottom: number; top: number; ticks: number }

const WIDE: Frame = { width: 800, height: 196, right: 673, bottom: 150, top: 30, ticks: 7 }
const SMALL: Frame = { width: 358, height: 172, right: 356, bottom: 132, top: 24, ticks: 3 }

/**
 * Stock going down day by day without the order (red, to where it runs out) and with it (blue), drawn on the server; a
 * second, smaller drawing for a phone. Its headline, its figures as a table and the CSV stand beside it.
 */
export function CoverChart(drawn: Drawn) {
  const label = inWords(drawn)
  return (
    <>
      <Drawing {...drawn} frame={WIDE} className="app-hide-small" label={label} />
      <Drawing {...drawn} frame={SMALL} className="app-only-small" label={label} />
    </>
  )
}

function inWords({ projection, product, now }: Drawn): string {
  const name = medicineName(product)
  const on = (days: number) => formatDayMonth(londonDate(inDays(now, days)))
  const ends = (days: number, beyond: string) => (days > projection.horizon ? beyond : `until ${on(days)}`)
  const without =
    projection.without <= 0
      ? 'There is none on the shelf now.'
      : `Without this order stock lasts ${ends(projection.without, 'longer than that')}.`
  return `Stock of ${name} over ${projection.horizon} days. ${without} With it, stock lasts ${ends(projection.with, 'longer than that')}.`
}

function Drawing({
  projection,
  unitName,
  now,
  frame,
  className,
  label,
}: Drawn & { frame: Frame; className: string; label: string }) {
  const { right, bottom, top, width, height } = frame
  const { horizon, without } = projection
  const most = Math.max(
    1,
    ...projection.lineWith.map((point) => point.units),
    ...projection.lineWithout.map((p) => p.units),
  )
  const x = (day: number) => round(1 + (Math.min(day, horizon) / horizon) * (right - 1))
  const y = (units: number) => round(bottom - (units / most) * (bottom - top))
  const path = (points: readonly Point[]) =>
    points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.day)} ${y(point.units)}`).join('')
  const runsOut = without <= horizon
  const wide = frame === WIDE
  return (
    <svg
      className={className}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      preserveAspectRatio="xMinYMid meet"
    >
      {wide && <Scale most={most} unitName={unitName} frame={frame} />}
      <path className="axis" d={`M0 ${bottom + 0.5}H${wide ? right + 19 : right + 1}`} />
      <Days horizon={horizon} now={now} frame={frame} x={x} />
      <path className="l1" d={path(projection.lineWith)} />
      {runsOut && <path className="lx" d={path(projection.lineWithout)} />}
      {runsOut && <OutMark x={x(without)} frame={frame} words={outWords(without, now, wide)} />}
      <text className="tb" x={wide ? right + 19 : right} y={wide ? 18 : 14} textAnchor="end">
        With this order: {daysInWords(projection.with)}
      </text>
    </svg>
  )
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}

function outWords(days: number, now: Date, wide: boolean): string {
  if (days <= 0) return 'None left'
  const at = inDays(now, days)
  const day = `Out on ${formatDayMonth(londonDate(at))}`
  return wide ? `${day}, ${formatClock(Number(londonTime(at).slice(0, 2)), 0)}` : day
}

function Scale({ most, unitName, frame }: { most: number; unitName: string; frame: Frame }) {
  const { right, bottom, top } = frame
  const middle = (bottom + top) / 2
  return (
    <>
      <path className="grid" d={`M0 ${middle}H${right + 19}M0 ${top}H${right + 19}`} />
      <text className="t2" x={right + 27} y={top + 5}>
        {unitName.length > 8 ? formatCount(Math.round(most / 1000)) : unitsInWords(most, unitName)}
      </text>
      <text className="t2" x={right + 27} y={middle + 5}>
        {formatCount(Math.round(most / 2000))}
      </text>
      <text className="t2" x={right + 27} y={bottom + 5}>
        0
      </text>
    </>
  )
}

/** Days along the foot, as many as there is room for: the first with its month, and each that begins another one. */
function Days({ horizon, now, frame, x }: { horizon: number; now: Date; frame: Frame; x: (day: number) => number }) {
  const step = Math.max(1, Math.ceil(horizon / frame.ticks))
  const days = Array.from({ length: Math.floor(horizon / step) + 1 }, (_, index) => index * step)
  let month = 0
  let free = 0
  return days.map((day, index) => {
    const date = londonDate(inDays(now, day))
    const parts = dateParts(date)
    const words = parts.month === month ? String(parts.day) : formatDayMonth(date)
    const last = index === days.length - 1 && x(day) > frame.right - 30
    const wide = widthOf(words)
    const begins = x(day) - (index === 0 ? 0 : last ? wide : wide / 2)
    const fits = begins >= free
    if (fits) {
      free = begins + wide + 8
      month = parts.month
    }
    return (
      <g key={day}>
        <path className="axis" d={`M${x(day)} ${frame.bottom}v6`} />
        <text
          className="t2"
          x={x(day)}
          y={frame.bottom + 24}
          textAnchor={index === 0 ? 'start' : last ? 'end' : 'middle'}
        >
          {fits ? words : ''}
        </text>
      </g>
    )
  })
}

/** About how wide a text is drawn: 14 px Arial, bold at most. */
function widthOf(words: string): number {
  return words.length * 7.6
}

function OutMark({ x, frame, words }: { x: number; frame: Frame; words: string }) {
  const room = x + 12 + widthOf(words) <= frame.right
  return (
    <>
      <circle className="fw sr" cx={x} cy={frame.bottom} r="5" />
      <text className="tb tr" x={room ? x + 12 : x - 12} y={frame.bottom - 8} textAnchor={room ? 'start' : 'end'}>
        {words}
      </text>
    </>
  )
}
