import { openDatabase } from '#lib/db/client.ts'
import { peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type Organisation, organisations } from './organisations.ts'
import { Problem } from './problem.ts'

/** A person where they work. */
export type PersonAt = { organisation: Organisation; person: TrustPerson }

/**
 * The person with this e-mail in the organisation that was named, else in the only one they work for. Asked as the worker.
 * @throws Problem where there is none, or where it has to be said which
 */
export async function personAt(
  asked: { email: string; trust: string | undefined },
  workerUrl: string,
): Promise<PersonAt> {
  const close = openDatabase(workerUrl, 2)
  try {
    const found: PersonAt[] = []
    for (const organisation of await organisations()) {
      const people = [...(await withTrust(organisation, peopleOfTrust)).values()]
      const person = people.find((one) => one.email === asked.email && !one.former)
      if (person && (asked.trust === undefined || asked.trust === organisation.odsCode)) {
        found.push({ organisation, person })
      }
    }
    const [only, another] = found
    const where = asked.trust === undefined ? '' : ` at ${asked.trust}`
    if (!only) throw new Problem(`Nobody signs in as ${asked.email}${where}.`, 'Give the e-mail address of a person.')
    if (!another) return only
    const codes = found.map(({ organisation }) => organisation.odsCode).join(', ')
    throw new Problem(`${asked.email} works for several organisations.`, `Give one of these with --trust: ${codes}.`)
  } finally {
    await close()
  }
}
