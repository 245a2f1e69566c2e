import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { CountedPlace } from '#lib/access/places.ts'

/** How much waits for this actor at each place of the navigation; a place where nothing can wait is not named. */
export async function navCounts(_actor: Actor): Promise<Partial<Record<CountedPlace, number>>> {
  return {}
}
