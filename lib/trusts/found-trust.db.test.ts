import { expect, test } from 'vitest'
import { readSession } from '#lib/access/session.store.ts'
import { tokenHash } from '#lib/access/session-token.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { foundTrust } from './found-trust.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const by = () => ({ now: world.clock(), newId: world.newId, key: world.newId() })
const wanted = {
  odsCode: 'RXX',
  name: 'Test Hospitals NHS Trust',
  kind: 'trust' as const,
  administrator: { email: 'first@rxx.example', name: 'First Administrator' },
}

test('a trust begins with its administrator, a scheme of approvals and a record; the code is used once', async () => {
  const founded = await foundTrust(by(), wanted)
  if (!founded.ok) throw new Error(founded.refusal.code)
  const { trustId, administratorId, password } = founded.value
  const opened = await signIn({ email: 'first@rxx.example', password: password ?? '' }, world.clock())
  if (!opened.ok) throw new Error('not signed in')
  const session = await readSession(tokenHash(opened.value.sessionId), world.clock())
  expect(session).toMatchObject({ oneTime: true, actor: { trustId, personId: administratorId, odsCode: 'RXX' } })
  expect(await world.sql('SELECT version FROM approval_scheme WHERE trust_id = $1', [trustId])).toEqual([
    { version: 1 },
  ])
  const verbs = await world.sql('SELECT verb FROM audit_event WHERE trust_id = $1 ORDER BY verb', [trustId])
  expect(verbs).toEqual([{ verb: 'FOUNDED' }, { verb: 'PERSON_ADDED' }])
  expect(await foundTrust(by(), wanted)).toMatchObject({
    ok: false,
    refusal: { code: 'INVALID', errors: [{ field: 'odsCode' }] },
  })
})
