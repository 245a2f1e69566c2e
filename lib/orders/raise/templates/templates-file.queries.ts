import 'server-only'
import { z } from 'zod'
import { count, day, moment, text, yes } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { type StandingRow, type TemplateRow, templatesOf } from './templates.queries.ts'

/** The templates that the reader may use, their own first. */
export const templatesFile = listFile<object, TemplateRow>({
  title: 'Templates',
  fileName: 'templates',
  permission: ['order.raise'],
  schema: z.object({}),
  columns: () => [
    text('Name', (row) => row.name),
    text('Deliver to', (row) => row.store),
    count('Lines', (row) => row.lines),
    text('Kept by', (row) => row.owner),
    yes('Shared', (row) => row.shared),
    moment('Last changed', (row) => row.changedAt),
  ],
  rows: ({ actor }) => atOnce(async () => (await templatesOf(actor)).templates),
})

const STATES = { active: 'Active', paused: 'Paused', ended: 'Ended' } as const

/** The standing orders of those templates, the next one first. */
export const standingFile = listFile<object, StandingRow>({
  title: 'Standing orders',
  fileName: 'standing-orders',
  permission: ['order.raise'],
  schema: z.object({}),
  columns: () => [
    text('Template', (row) => row.template),
    text('Days', (row) => row.rhythm),
    day('Next on', (row) => row.nextOn),
    text('Kept by', (row) => row.owner),
    text('State', (row) => STATES[row.status]),
  ],
  rows: ({ actor }) => atOnce(async () => (await templatesOf(actor)).standing),
})
