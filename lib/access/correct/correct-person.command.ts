import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { askSecond, howOf, keepAlone } from '#lib/access/consent/ask-second.store.ts'
import { oneAtATime } from '#lib/access/consent/request.store.ts'
import { worksElsewhere } from '#lib/access/people.store.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { CorrectEmail, CorrectName } from './correct.schema.ts'
import { setEmail, setName } from './correct.store.ts'

/** What became of it: done, or waiting for a second person as this request. */
export type Corrected = { personId: string; requestId: string | null }

/** Corrects what a person is called, everywhere where their name stands. Refused as `setName` says. */
export async function correctName(act: Act, input: CorrectName): Promise<Result<Corrected>> {
  return commit<Corrected>(act, { name: 'correctName', permission: 'people.edit' }, input, async (tx) => {
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const done = await setName(tx, act, person, input.name)
    return done.ok ? ok({ personId: person.id, requestId: null }) : done
  })
}

/**
 * Corrects the address that a person signs in with and that links of mails go to: whoever reads it could come in as them, so
 * a second person must agree where there is one whose word counts. Refused as `setEmail` and `askSecond` say.
 */
export async function correctEmail(act: Act, input: CorrectEmail): Promise<Result<Corrected>> {
  return commit<Corrected>(act, { name: 'correctEmail', permission: 'people.edit' }, input, async (tx) => {
    const { personId, email, reason } = input
    await oneAtATime(tx)
    const people = await peopleOfTrust(tx)
    const person = people.get(personId)
    if (!person || person.former) return refuse({ code: 'NOT_FOUND', what: 'person' })
    if ([...people.values()].some((one) => one.email === email)) {
      const message = 'Enter another e-mail address: this one is in your list already'
      return refuse({ code: 'INVALID', errors: [{ field: 'email', message }] })
    }
    if (await worksElsewhere(tx, personId)) return refuse({ code: 'OTHER_TRUST' })
    const second = { to: 'email', personId, reason, wanted: { email, from: person.email } } as const
    const asked = await askSecond(tx, act, second)
    if (!asked.ok) return asked
    if (typeof asked.value === 'object') return ok({ personId, requestId: asked.value.asked })
    const done = await setEmail(tx, act, person, email, howOf(asked.value))
    if (!done.ok) return done
    await keepAlone(tx, act, asked.value, second)
    return ok({ personId, requestId: null })
  })
}
