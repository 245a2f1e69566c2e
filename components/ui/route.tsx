import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import type { StepState } from './steps.tsx'
import { wholeNumbers } from './whole-numbers.tsx'

/** A station on a route: what happens there ("Daniel Okafor, procurement lead") and why. */
export type Station = { key: string; state: StepState; what: ReactNode; why?: ReactNode }

const READ: Record<StepState, string> = { done: 'Done: ', part: 'Now: ', open: '', stopped: 'Stopped: ' }

/** Who acts one after the other, as a line of squares from top to bottom. */
export function Route({ stations, label }: { stations: readonly Station[]; label: string }) {
  return (
    <ol className="app-route app-14" aria-label={label}>
      {stations.map((station) => (
        <li key={station.key} className={classes(station.state !== 'open' && `is-${station.state}`)}>
          <span className="nhsuk-u-visually-hidden">{READ[station.state]}</span>
          {station.what}
          {station.why !== undefined && <span className="app-sub">{wholeNumbers(station.why)}</span>}
        </li>
      ))}
    </ol>
  )
}
