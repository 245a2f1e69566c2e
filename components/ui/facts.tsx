import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** A label, its value and, smaller beneath it, what belongs to the value ("£5,457.60 with VAT"). */
export type Fact = { label: string; value: ReactNode; more?: ReactNode }

/** The facts of a record in a row: label over value, six across, two on a phone. `two` keeps two across everywhere. */
export function Facts({ facts, two, section = true }: { facts: readonly Fact[]; two?: boolean; section?: boolean }) {
  return (
    <dl className={classes('app-facts', two && 'app-facts--2', section && !two && 'app-section')}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.more !== undefined && <span className="app-14">{fact.more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
