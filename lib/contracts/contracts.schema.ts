import { z } from 'zod'

/** Views of a framework's lines: in force today, to begin, over or suspended. */
export const LINE_VIEWS = {
  now: 'In force',
  coming: 'To come',
  ending: 'End within 90 days',
  over: 'Over or suspended',
} as const

/** A view of a framework's lines. */
export type LineView = keyof typeof LINE_VIEWS

/** The address of a framework's page. */
export const frameworkAddress = z.object({
  view: z.enum(['now', 'coming', 'ending', 'over']).catch('now'),
  q: z.string().trim().max(100).catch(''),
  after: z.string().max(300).catch(''),
})

/** What a framework's page is asked for. */
export type FrameworkAddress = z.output<typeof frameworkAddress>

/** How soon an end is soon, in days. */
export const SOON_DAYS = 90
