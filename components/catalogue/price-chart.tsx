import { type PriceHistory, roundScale } from '#lib/catalogue/price-history.rules.ts'
import { addDays, addMonths, daysBetween, type LocalDate } from '#lib/values/dates.ts'
import { formatPrice, formatUnitPrice } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'
import { monthWords } from './month-words.ts'

type Frame = { width: number; height: number; left: number; right: number; top: number; bottom: number; months: number }

const WIDE: Frame = { width: 1216, height: 260, left: 62, right: 1050, top: 16, bottom: 216, months: 3 }
const SMALL: Frame = { width: 358, height: 220, left: 56, right: 350, top: 30, bottom: 178, months: 12 }

/**
 * The contract price of one unit as steps, what is to come in dashes, and what was paid each month as rings; drawn on the
 * server, a second time for a phone. Only what the reader may see is drawn; its table and file stand beneath.
 */
export function PriceChart({ history, label }: { history: PriceHistory; label: string }) {
  return (
    <>
      <Drawing history={history} frame={WIDE} className="app-hide-small" label={label} />
      <Drawing history={history} frame={SMALL} className="app-only-small" label={label} />
    </>
  )
}

type Part = { from: LocalDate; to: LocalDate; each: number }

function Drawing({
  history,
  frame,
  className,
  label,
}: {
  history: PriceHistory
  frame: Frame
  className: string
  label: string
}) {
  const { from, to, today, steps } = history
  const { left, right, top, bottom, width, height } = frame
  const shown = steps.flatMap((step): Part[] => (step.each === null ? [] : [{ ...step, each: step.each }]))
  const paid = history.paid.flatMap((one) =>
    one.each === null ? [] : [{ month: one.month, each: one.each as number }],
  )
  const scale = roundScale([...shown, ...paid].map((one) => one.each))
  const days = Math.max(1, daysBetween(from, to))
  const x = (day: LocalDate) => round(left + (daysBetween(from, day) / days) * (right - left))
  const y = (each: number) => round(bottom - ((each - scale.from) / (scale.to - scale.from)) * (bottom - top))
  const path = (parts: readonly Part[]) =>
    parts
      .map((part, index) => {
        const follows = index > 0 && parts[index - 1]?.to === addDays(part.from, -1)
        return `${follows ? 'L' : 'M'}${x(part.from)} ${y(part.each)}H${x(earlier(addDays(part.to, 1), to))}`
      })
      .join('')
  const past = shown.filter((part) => part.from <= today).map((part) => ({ ...part, to: earlier(part.to, today) }))
  const ahead = shown
    .filter((part) => part.to > today)
    .map((part) => ({ ...part, from: part.from > today ? part.from : addDays(today, 1) }))
  const [line, ring] = [past.at(-1) ?? ahead[0], paid.at(-1)]
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
      <Marks scale={scale} frame={frame} y={y} />
      <Months from={from} to={to} frame={frame} x={x} />
      <path className="axis" d={`M${left} ${bottom + 0.5}H${right}`} />
      <path className="grid" d={`M${x(today)} ${top}V${bottom}`} />
      <path className="l2" d={path(ahead)} />
      <path className="l1" d={path(past)} />
      {paid.map((one) => (
        <circle
          key={one.month}
          className="fw st"
          cx={x(addDays(one.month, 14))}
          cy={y(one.each)}
          r={wide ? 4.5 : 3.5}
        />
      ))}
      {wide ? (
        <EndWords line={line} ring={ring} ahead={ahead.at(-1)} y={y} x={right + 12} />
      ) : (
        <text className="t2" x={left} y={14}>
          {ring ? 'Line: contract. Rings: paid' : 'Line: contract'}
        </text>
      )}
    </svg>
  )
}

/** At the right end of the drawing: what each line says, moved apart where they would lie on one another. */
function EndWords({
  line,
  ring,
  ahead,
  x,
  y,
}: {
  line: Part | undefined
  ring: { each: number } | undefined
  ahead: Part | undefined
  x: number
  y: (each: number) => number
}) {
  const end = ahead ?? line
  const words = [
    end ? { at: y(end.each), text: `${formatUnitPrice(end.each as Price)} contract`, bold: true } : null,
    ring ? { at: y(ring.each), text: `${formatUnitPrice(ring.each as Price)} last paid`, bold: false } : null,
  ].filter((one) => one !== null)
  const [first, second] = words.toSorted((a, b) => a.at - b.at)
  if (!first) return null
  const gap = second ? Math.max(0, 20 - (second.at - first.at)) / 2 : 0
  return [first, second].map((one, index) =>
    one ? (
      <text key={one.text} className={one.bold ? 'tb' : 't2'} x={x} y={round(one.at + 5 + (index === 0 ? -gap : gap))}>
        {one.text}
      </text>
    ) : null,
  )
}

function Marks({
  scale,
  frame,
  y,
}: {
  scale: { from: number; to: number; step: number }
  frame: Frame
  y: (each: number) => number
}) {
  const count = Math.round((scale.to - scale.from) / scale.step)
  return Array.from({ length: count + 1 }, (_, index) => scale.from + index * scale.step).map((value) => (
    <g key={value}>
      <path className="grid" d={`M${frame.left} ${y(value) + 0.5}H${frame.right}`} />
      <text className="t2" x={frame.left - 8} y={y(value) + 5} textAnchor="end">
        {formatPrice(value as Price)}
      </text>
    </g>
  ))
}

function Months({
  from,
  to,
  frame,
  x,
}: {
  from: LocalDate
  to: LocalDate
  frame: Frame
  x: (day: LocalDate) => number
}) {
  const days: LocalDate[] = []
  for (let at = from; addDays(at, 20) <= to; at = addMonths(at, frame.months)) days.push(at)
  return days.map((day) => (
    <g key={day}>
      <path className="axis" d={`M${x(day)} ${frame.bottom}v6`} />
      <text className="t2" x={x(day)} y={frame.bottom + 24} textAnchor={day === from ? 'start' : 'middle'}>
        {monthWords(day)}
      </text>
    </g>
  ))
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return [a, b].sort()[0] ?? a
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
