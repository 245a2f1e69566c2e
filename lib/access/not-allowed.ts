import { log } from '#lib/log.ts'
import { metrics } from '#lib/metrics.ts'
import type { Actor } from './actor.ts'

/** Kinds of door at which somebody can be turned away. */
export type Door = 'page' | 'action' | 'route' | 'api' | 'command'

/** Writes down that somebody was turned away: at which door, for want of what, who. For the log and the metrics. */
export function notAllowed(door: Door, id: string, permission: readonly string[], actor: Actor): void {
  metrics().notAllowed.inc({ door })
  log.warn({ [door]: id, permission, person: actor.personId, trust: actor.trustId }, 'not allowed')
}
