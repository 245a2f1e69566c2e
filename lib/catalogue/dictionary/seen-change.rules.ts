import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { DictionaryPack } from './pack-of.rules.ts'

/** A change as somebody may see it: without list prices where they see no price. */
export function seen<T extends { pack: DictionaryPack; was: DictionaryPack | null }>(actor: Actor, change: T): T {
  if (may(actor, 'price.view')) return change
  const hide = (pack: DictionaryPack) => ({ ...pack, listPrice: null })
  return { ...change, pack: hide(change.pack), was: change.was && hide(change.was) }
}
