import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'

/** What the file of everything kept about a person is called among the files that the worker makes. */
export const PERSONAL_DATA = 'personal-data'

/**
 * Who may have everything kept about a person: the person alone. For somebody who has left, and can sign in no more, whoever
 * gives out roles has it made and hands it over.
 */
export function mayHaveDataOf(
  actor: Pick<Actor, 'personId' | 'roles' | 'scopes'>,
  person: { id: string; former: boolean },
): boolean {
  if (actor.personId === person.id) return may(actor, 'own.settings')
  return person.former && may(actor, 'people.edit')
}
