import { z } from 'zod'
import type { Role } from '#lib/access/roles.ts'

/**
 * What Tincture can tell somebody by e-mail: what it is called where people choose, whether it is on unless they say
 * otherwise, and the roles it is for. Nothing is ever decided by a mail: it leads to the page where one decides.
 */
export const NOTICES = {
  approval_waiting: {
    name: 'An order waits for your approval',
    on: true,
    roles: ['lead', 'chief', 'director', 'pharmacist'],
  },
  approval_reminder: {
    name: 'An order has waited for your approval for some hours',
    on: true,
    roles: ['lead', 'chief', 'director', 'pharmacist'],
  },
  approval_escalated: {
    name: 'An order comes to you because nobody decided in time',
    on: true,
    roles: ['chief', 'director'],
  },
  order_returned: { name: 'An order you raised was returned to you', on: true, roles: ['technician', 'lead'] },
  order_rejected: { name: 'An order you raised was refused', on: true, roles: ['technician', 'lead'] },
  supplier_reply: {
    name: 'A supplier answered something else than you ordered',
    on: false,
    roles: ['technician', 'lead'],
  },
  needs_checking: {
    name: 'It is unknown whether an order arrived at the supplier',
    on: false,
    roles: ['technician', 'lead'],
  },
  directory_waiting: { name: 'Somebody of your directory waits to be let in', on: true, roles: ['admin'] },
} as const satisfies Record<string, { name: string; on: boolean; roles: readonly Role[] }>

/** A kind of notice. */
export type NoticeKind = keyof typeof NOTICES

/** All kinds, in the order they are offered. */
export const NOTICE_KINDS = Object.keys(NOTICES) as [NoticeKind, ...NoticeKind[]]

/** Which notices somebody with these roles can choose. */
export function noticesFor(roles: readonly Role[]): NoticeKind[] {
  return NOTICE_KINDS.filter((kind) => NOTICES[kind].roles.some((role) => (roles as readonly Role[]).includes(role)))
}

/** The kinds one wants, as a form sends its ticked boxes. */
export const noticeChoice = z.object({ wanted: z.array(z.enum(NOTICE_KINDS)).default([]) })

/** The kinds one wants. */
export type NoticeChoice = z.output<typeof noticeChoice>

/** What the job is told: whose trust, which order and version (or which request to be let in) it is about, for whom, what kind, and when it came up. */
export const noticeJob = z.object({
  trustId: z.string(),
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  personId: z.string(),
  version: z.coerce.number().int(),
  at: z.coerce.date(),
})

/** A notice that waits to be written and mailed. */
export type NoticeJob = z.output<typeof noticeJob>
