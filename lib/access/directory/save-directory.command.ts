import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { seal } from '#lib/sealed.ts'
import type { Act } from '../actor.ts'
import type { SaveDirectory } from './directory.schema.ts'
import { directoryOf, keepDirectory } from './directory.store.ts'
import { allowedIssuers } from './provider.ts'

/**
 * Sets how the trust's directory is asked. Its issuer is one of those that the operator allows; its secret is sealed, and
 * kept out of the command's key and of the record.
 */
export async function saveDirectory(act: Act, input: SaveDirectory): Promise<Result<{ version: number }>> {
  const { clientSecret, ...rest } = input
  const { trustId } = act.actor
  const secret = clientSecret === '' ? null : seal('directory secrets', trustId, clientSecret)
  const kept = { ...rest, secretGiven: secret !== null }
  return commit(act, { name: 'saveDirectory', permission: 'settings.edit' }, kept, async (tx) => {
    const before = await directoryOf(tx)
    if (!allowedIssuers().includes(input.issuer)) return wrong('issuer', 'Choose one of the directories')
    if (!secret && !before) return wrong('clientSecret', 'Enter the secret that the directory gave you')
    if (!secret && before && before.issuer !== input.issuer) {
      return wrong('clientSecret', 'Enter the secret that this directory gave you: the one kept is another’s')
    }
    if (!(await keepDirectory(tx, act, { ...rest, secret })))
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'directory' })
    audit(tx, { document: 'trust', id: trustId, verb: 'DIRECTORY_SET', data: { ...kept, version: input.version + 1 } })
    return ok({ version: input.version + 1 })
  })
}

function wrong(field: string, message: string): Result<never> {
  return refuse({ code: 'INVALID', errors: [{ field, message }] })
}
