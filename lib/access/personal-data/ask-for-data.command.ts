import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { queueFile } from '#lib/lists/queue-file.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import type { AskForData } from './data.schema.ts'
import { mayHaveDataOf, PERSONAL_DATA } from './whose-data.rules.ts'

/**
 * Asks for everything kept about a person as a file that the worker makes. That it was asked for is on the person's record.
 * Refused with NOT_FOUND to anybody who may not have it, FILES_UNDER_WAY beyond three at a time.
 */
export async function askForData(act: Act, input: AskForData): Promise<Result<{ fileId: string }>> {
  return commit(act, { name: 'askForData', permission: 'own.settings' }, input, async (tx) => {
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person || !mayHaveDataOf(act.actor, person)) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const own = act.actor.personId === person.id
    const asked = await queueFile(tx, act, {
      ...{ list: PERSONAL_DATA, format: 'zip', query: { person: person.id }, tell: false },
      title: own ? 'Everything kept about you' : 'Everything kept about',
      fileName: `${PERSONAL_DATA}-${londonDate(act.now)}.zip`,
    })
    if (!asked.ok) return asked
    audit(tx, { document: 'person', id: person.id, verb: 'DATA_ASKED', data: { own, file: asked.value.fileId } })
    return ok(asked.value)
  })
}
