'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { LeftProduct } from '#lib/orders/receive/desk.rules.ts'
import { formatCounted, formatDuration, formatTime } from '#lib/values/format.ts'
import { useDesk } from './desk-context.ts'

/** The fridge lines that are left, with the clock that runs for them. */
export function FridgeFirst({ left }: { left: readonly LeftProduct[] }) {
  const { state, now, count, restartClock } = useDesk()
  const cold = left.filter((one) => one.product.fridge)
  const since = new Date(state.openedAt)
  if (cold.length === 0) return null
  return (
    <Note kind="care" lead={`${formatCounted(cold.length, 'fridge line')} left.`}>
      Do {cold.length === 1 ? 'it' : 'them'} next: out of the fridge since {formatTime(since)},{' '}
      {formatDuration(now.getTime() - since.getTime())}.{' '}
      {cold.slice(0, 4).map(({ product }, index) => (
        <span key={product.amppId}>
          {index > 0 && ', '}
          <LinkButton type="button" onClick={() => count(product.amppId)}>
            {product.name}, {product.packText}
          </LinkButton>
        </span>
      ))}
      <p className="app-14">
        The clock runs since you opened this delivery.{' '}
        <LinkButton type="button" onClick={restartClock}>
          It came just now
        </LinkButton>
      </p>
    </Note>
  )
}
