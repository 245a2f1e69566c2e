'use server'

import { action } from '#lib/action.ts'
import { changeStanding } from './change-standing.command.ts'
import { endStanding } from './end-standing.command.ts'
import { keepDate } from './keep-date.command.ts'
import { pauseStanding } from './pause-standing.command.ts'
import { resumeStanding } from './resume-standing.command.ts'
import { changeStandingForm, standingAt, standingDate, startStandingForm } from './rhythm.schema.ts'
import { skipDate } from './skip-date.command.ts'
import { startStanding } from './start-standing.command.ts'

const saved =
  (what: string) =>
  ({ standingId }: { standingId: string }) => ({ redirectTo: `/orders/standing/${standingId}?saved=${what}` })

export const startStandingAction = action({
  id: 'startStanding',
  schema: startStandingForm,
  run: startStanding,
  done: saved('started'),
})

export const changeStandingAction = action({
  id: 'changeStanding',
  schema: changeStandingForm,
  run: changeStanding,
  done: saved('changed'),
})

export const pauseStandingAction = action({
  id: 'pauseStanding',
  schema: standingAt,
  run: pauseStanding,
  done: saved('paused'),
})

export const resumeStandingAction = action({
  id: 'resumeStanding',
  schema: standingAt,
  run: resumeStanding,
  done: saved('resumed'),
})

export const endStandingAction = action({
  id: 'endStanding',
  schema: standingAt,
  run: endStanding,
  done: saved('ended'),
})

export const skipDateAction = action({ id: 'skipDate', schema: standingDate, run: skipDate, done: saved('skipped') })

export const keepDateAction = action({ id: 'keepDate', schema: standingDate, run: keepDate, done: saved('kept') })
