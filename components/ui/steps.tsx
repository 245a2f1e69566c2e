import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** Done: filled square; part: half filled; open: empty; stopped: will not happen any more. */
export type StepState = 'done' | 'part' | 'open' | 'stopped'

/** A step of a journey: its name, how far it is, and up to two lines: when, and who or what. */
export type Step = { name: string; state: StepState; when?: ReactNode; what?: ReactNode }

const READ: Record<StepState, string> = {
  done: 'done',
  part: 'in part',
  open: 'not started',
  stopped: 'stopped',
}

/** A journey drawn as a line with a square for each step, blue as far as it has come. */
export function Steps({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol className="app-steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.name} className={classes(step.state !== 'open' && `is-${step.state}`)}>
          <h3>
            {step.name}
            <span className="nhsuk-u-visually-hidden">, {READ[step.state]}</span>
          </h3>
          {step.when !== undefined && <p>{step.when}</p>}
          {step.what !== undefined && <p className="app-2">{step.what}</p>}
        </li>
      ))}
    </ol>
  )
}
