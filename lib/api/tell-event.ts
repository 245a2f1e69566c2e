import type { z } from 'zod'
import type { PublicEvent } from '#lib/events/events.queries.ts'
import { cursorOf } from './cursor.schema.ts'
import type { event } from './event.schema.ts'

/** The cursor that stands for a place. */
export function placeCursor(place: bigint): string {
  return cursorOf([String(place)])
}

/** An event as the API and webhooks tell it. */
export function eventOf({ place, at, ...rest }: PublicEvent): z.input<typeof event> {
  return { ...rest, cursor: placeCursor(place), at: at.toISOString() }
}
