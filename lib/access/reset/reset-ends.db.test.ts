import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { leaveTrust } from '#lib/access/change-roles.command.ts'
import { requestFor, requestsFor } from '#lib/access/consent/requests.queries.ts'
import { endLeavers } from '#lib/access/leavers/end-leavers.command.ts'
import { setLeavingDay } from '#lib/access/leavers/set-leaving.command.ts'
import { makeToken } from '#lib/access/make-token.command.ts'
import { readToken } from '#lib/access/token.store.ts'
import { hashOfToken } from '#lib/access/token-text.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { agreeReset } from './agree-reset.command.ts'
import { askReset } from './ask-reset.command.ts'
import { resetAtConsole } from './reset-at-console.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const PACE = { most: 60, seconds: 60 }
const DAY = 86_400_000
const reason = 'Came to the office with their badge'

let count = 0
async function added(role: 'technician' | 'admin') {
  count += 1
  const input = { email: `ends${count}@rzz.example`, name: `Ends ${count}`, roles: [role] }
  const { personId } = done(await addPerson(world.act('admin'), input))
  await world.sql('UPDATE identity.credential SET one_time = false WHERE person_id = $1', [personId])
  const act = () => {
    const as = world.act(role)
    return { ...as, actor: { ...as.actor, personId } }
  }
  return { personId, act }
}

async function tokenOf(one: Awaited<ReturnType<typeof added>>) {
  const made = done(await makeToken(one.act(), { name: 'Stock', scopes: ['orders:read'], days: 30 }))
  const good = async () => (await readToken(hashOfToken(made.text ?? '') ?? '', world.clock(), PACE)) !== null
  expect(await good()).toBe(true)
  return good
}

const revoked = (personId: string) =>
  world.sql<{ payload: string }>(
    `SELECT payload FROM audit_event WHERE verb = 'TOKEN_REVOKED' AND payload LIKE '%' || $1 || '%'`,
    [personId],
  )

test('a reset at the console ends the person’s API tokens, each on the record, and nobody else’s', async () => {
  const [person, other] = [await added('technician'), await added('technician')]
  const [first, second, others] = [await tokenOf(person), await tokenOf(person), await tokenOf(other)]
  done(await resetAtConsole({ ...world.systemAct(), key: world.act('admin').key }, { personId: person.personId }))
  expect([await first(), await second(), await others()]).toEqual([false, false, true])
  const rows = await revoked(person.personId)
  expect(rows.map(({ payload }) => JSON.parse(payload).data)).toEqual([
    { personId: person.personId, with: 'reset' },
    { personId: person.personId, with: 'reset' },
  ])
})

test('a reset by two administrators ends the tokens when the second agrees, not before', async () => {
  const second = await added('admin')
  const person = await added('technician')
  world.clock.advance(9 * DAY)
  const good = await tokenOf(person)
  const { requestId } = done(await askReset(world.act('admin'), { personId: person.personId, reason }))
  expect(await good()).toBe(true)
  done(await agreeReset(second.act(), { requestId }))
  expect(await good()).toBe(false)
  expect(await revoked(person.personId)).toHaveLength(1)
})

test('what waits for consent about somebody ends when they leave, by an administrator or on their day', async () => {
  for (const how of ['now', 'day'] as const) {
    const { personId } = await added('technician')
    const { requestId } = done(await askReset(world.act('admin'), { personId, reason }))
    if (how === 'now') done(await leaveTrust(world.act('admin'), { personId }))
    else {
      const from = addDays(londonDate(world.clock()), 1)
      done(await setLeavingDay(world.act('admin'), { personId, from, handTo: null }))
      world.clock.advance(DAY)
      done(await endLeavers(world.systemAct()))
    }
    const reader = world.actor('admin')
    expect((await requestsFor(reader, world.clock())).map((one) => one.id)).not.toContain(requestId)
    expect(await requestFor(reader, requestId, world.clock())).toMatchObject({
      ...{ stand: 'withdrawn', comment: 'They have left.' },
    })
    const rows = await world.sql(`SELECT 1 FROM audit_event WHERE verb = 'RESET_WITHDRAWN' AND chain_id = $1`, [
      personId,
    ])
    expect(rows).toHaveLength(1)
  }
})
