import { z } from 'zod'
import { isDmdId } from '#lib/values/codes.ts'
import { LIST_CODES } from './listed.rules.ts'

/** When what is listed holds. */
export const LISTED_WHEN = { now: 'In force today', coming: 'To come', over: 'Ended' } as const

/** Whose lists are shown. */
export const LISTED_BY = { region: 'The region', own: 'Your trust' } as const

/** The address of the page of lists: filters, and from where on it goes. `vmp`: of one medicine, all its days. */
export const listedAddress = z.object({
  q: z.string().trim().max(100).catch(''),
  list: z.enum(LIST_CODES).or(z.literal('')).catch(''),
  by: z.enum(['region', 'own']).or(z.literal('')).catch(''),
  when: z.enum(['now', 'coming', 'over']).catch('now'),
  vmp: z.string().refine(isDmdId).catch(''),
  after: z.string().max(800).catch(''),
})

/** The lists as they are asked for. */
export type ListedAddress = z.output<typeof listedAddress>
