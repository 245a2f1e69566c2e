'use server'

import { action } from '#lib/action.ts'
import { drawSample } from './draw-sample.command.ts'
import { drawSampleForm } from './sample.schema.ts'

export const drawSampleAction = action({
  id: 'drawSample',
  schema: drawSampleForm,
  run: drawSample,
  done: ({ sampleId }) => ({ redirectTo: `/audit/samples/${sampleId}` }),
})
