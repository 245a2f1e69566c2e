'use client'

import { ProgressBar } from '#components/ui/progress.tsx'
import { deskProgress } from '#lib/orders/receive/desk.rules.ts'
import { formatCounted } from '#lib/values/format.ts'
import { useDesk } from './desk-context.ts'

/** Whose delivery it is and how far it has come: lines booked in, and behind them those counted on this device. */
export function DeskHead({ counted }: { counted: ReadonlyMap<string, number> }) {
  const { desk, state, first } = useDesk()
  const { booked, counted: here, all } = deskProgress(desk, counted, first)
  const lines = formatCounted(all, 'line')
  const soFar = here > 0 ? `${booked + here} of ${lines} counted` : `${booked} of ${lines} booked in`
  const title = all === 0 ? 'Nothing for you to book in' : soFar
  return (
    <div className="app-bench__head">
      <p className="app-kicker">
        {desk.supplier.name}, for {desk.store.name}, {desk.store.site}
      </p>
      <h1>{title}</h1>
      {all > 0 && <ProgressBar value={booked} whole={all} then={booked + here} />}
      {here > 0 && state.sending === null && (
        <p className="app-14">
          {booked > 0 && `${booked} booked in. `}
          {formatCounted(here, 'line')} {here === 1 ? 'is' : 'are'} kept on this device until you book{' '}
          {here === 1 ? 'it' : 'them'} in.
        </p>
      )}
    </div>
  )
}
