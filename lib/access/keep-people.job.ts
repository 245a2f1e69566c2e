import 'server-only'
import { log } from '#lib/log.ts'
import type { Act } from './actor.ts'
import { endOverExceptions } from './conflicts/end-exceptions.command.ts'
import { endLeavers } from './leavers/end-leavers.command.ts'

/** The round over one trust's people: who leaves today leaves, and exceptions whose last day is over end. */
export async function keepPeople(act: Act): Promise<void> {
  const leavers = await endLeavers(act)
  const exceptions = await endOverExceptions(act)
  if (!leavers.ok || !exceptions.ok) throw new Error('The round over people was refused')
  const { trustId } = act.actor
  log.info({ job: 'keep-people', trust: trustId, ...leavers.value, exceptions: exceptions.value.people }, 'people kept')
}
