'use server'

import { action } from '#lib/action.ts'
import { answerDeputy } from './answer-deputy.command.ts'
import { answerDeputyForm, endDeputyForm, nameDeputyForm } from './deputy.schema.ts'
import { endDeputy } from './end-deputy.command.ts'
import { nameDeputy } from './name-deputy.command.ts'

export const nameDeputyAction = action({
  id: 'nameDeputy',
  schema: nameDeputyForm,
  run: nameDeputy,
  done: ({ state }) => ({ redirectTo: `/settings/deputies?saved=${state}` }),
})

export const answerDeputyAction = action({
  id: 'answerDeputy',
  schema: answerDeputyForm,
  run: answerDeputy,
  done: ({ agreed }) => ({ redirectTo: `/settings/deputies?saved=${agreed ? 'consent' : 'declined'}` }),
})

export const endDeputyAction = action({
  id: 'endDeputy',
  schema: endDeputyForm,
  run: endDeputy,
  done: () => ({ redirectTo: '/settings/deputies?saved=ended' }),
})
