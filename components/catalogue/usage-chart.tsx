import { roundScale } from '#lib/catalogue/price-history.rules.ts'
import type { UsedMonth } from '#lib/catalogue/product-family.queries.ts'
import { formatCount } from '#lib/values/format.ts'
import { monthWords } from './month-words.ts'

type Frame = { width: number; height: number; left: number; right: number; top: number; bottom: number; every: number }

const WIDE: Frame = { width: 1216, height: 220, left: 62, right: 1200, top: 14, bottom: 176, every: 2 }
const SMALL: Frame = { width: 358, height: 190, left: 56, right: 350, top: 14, bottom: 146, every: 6 }

/** What was used each month as bars from zero, the month that is not over in grey; drawn a second time for a phone. */
export function UsageChart({ usage, label }: { usage: readonly UsedMonth[]; label: string }) {
  return (
    <>
      <Drawing usage={usage} frame={WIDE} className="app-hide-small" label={label} />
      <Drawing usage={usage} frame={SMALL} className="app-only-small" label={label} />
    </>
  )
}

function Drawing({
  usage,
  frame,
  className,
  label,
}: {
  usage: readonly UsedMonth[]
  frame: Frame
  className: string
  label: string
}) {
  const { left, right, top, bottom, width, height } = frame
  const scale = roundScale([0, ...usage.map((one) => Math.max(0, one.unitsMilli / 1000))], 3)
  const wide = Math.min(96, (right - left) / Math.max(1, usage.length))
  const y = (units: number) => round(bottom - (units / scale.to) * (bottom - top))
  const marks = Math.round(scale.to / scale.step)
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
      {Array.from({ length: marks + 1 }, (_, index) => index * scale.step).map((value) => (
        <g key={value}>
          <path className="grid" d={`M${left} ${y(value) + 0.5}H${right}`} />
          <text className="t2" x={left - 8} y={y(value) + 5} textAnchor="end">
            {formatCount(value)}
          </text>
        </g>
      ))}
      {usage.map((one, index) => {
        const head = y(Math.max(0, one.unitsMilli / 1000))
        const at = left + index * wide
        return (
          <g key={one.month}>
            <rect
              className={one.part ? 'f2' : 'f1'}
              x={round(at + wide * 0.15)}
              y={head}
              width={round(wide * 0.7)}
              height={round(bottom - head)}
            />
            {(frame.every === 2 && usage.length <= 6 ? true : index % frame.every === 0) && (
              <text className="t2" x={round(at + wide / 2)} y={bottom + 24} textAnchor="middle">
                {monthWords(one.month)}
              </text>
            )}
          </g>
        )
      })}
      <path className="axis" d={`M${left} ${bottom + 0.5}H${right}`} />
    </svg>
  )
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
