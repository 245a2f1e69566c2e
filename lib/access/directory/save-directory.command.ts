import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { seal } from '#lib/sealed.ts'
import type { Act } from '../actor.ts'
import { askSecond, howOf, keepAlone, type SecondOutcome } from '../consent/ask-second.store.ts'
import { oneAtATime } from '../consent/request.store.ts'
import { opensDirectory } from '../consent/second.rules.ts'
import type { SaveDirectory } from './directory.schema.ts'
import { directoryOf, keepDirectory } from './directory.store.ts'
import { allowedIssuers } from './provider.ts'

/** The version from now on; or the request that waits, where a second person must agree and nothing has changed. */
export type DirectorySaved = { version: number; requestId: string | null }

/**
 * Sets how the trust's directory is asked. Its issuer is one of those that the operator allows; its secret is sealed, and
 * kept out of the command's key and of the record. What lets people in by another door waits until a second person agrees.
 */
export async function saveDirectory(act: Act, input: SaveDirectory): Promise<Result<DirectorySaved>> {
  const { clientSecret, ...rest } = input
  const { trustId } = act.actor
  const secret = clientSecret === '' ? null : seal('directory secrets', trustId, clientSecret)
  const kept = { ...rest, secretGiven: secret !== null }
  return commit<DirectorySaved>(act, { name: 'saveDirectory', permission: 'settings.edit' }, kept, async (tx) => {
    const before = await directoryOf(tx)
    if (!allowedIssuers().includes(input.issuer)) return wrong('issuer', 'Choose one of the directories')
    if (!secret && !before) return wrong('clientSecret', 'Enter the secret that the directory gave you')
    if (!secret && before && before.issuer !== input.issuer) {
      return wrong('clientSecret', 'Enter the secret that this directory gave you: the one kept is another’s')
    }
    await oneAtATime(tx)
    const wanted = { ...rest, secret: secret?.toString('base64') ?? null }
    const second = { to: 'directory', personId: null, wanted } as const
    const asked: Result<SecondOutcome> = opensDirectory(before, input) ? await askSecond(tx, act, second) : ok('free')
    if (!asked.ok) return asked
    if (typeof asked.value === 'object') return ok({ version: input.version, requestId: asked.value.asked })
    if (!(await keepDirectory(tx, act, { ...rest, secret })))
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'directory' })
    const data = { ...kept, version: input.version + 1, ...howOf(asked.value) }
    audit(tx, { document: 'trust', id: trustId, verb: 'DIRECTORY_SET', data })
    await keepAlone(tx, act, asked.value, second)
    return ok({ version: input.version + 1, requestId: null })
  })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
