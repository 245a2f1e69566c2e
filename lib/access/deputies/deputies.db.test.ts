import { afterEach, describe, expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { approveSeveral } from '#lib/orders/approve/approve-several.command.ts'
import { decisionPage } from '#lib/orders/approve/decision.queries.ts'
import { inbox } from '#lib/orders/approve/inbox.queries.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { DEPUTY_KINDS } from '#lib/orders/order/deputy-kinds.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { orderPage } from '#lib/orders/track/order-page.queries.ts'
import { takenRows } from '#lib/testing/a-list.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { pence } from '#lib/values/money.ts'
import { answerDeputy } from './answer-deputy.command.ts'
import { deputisings, deputyChoices, deputyToday } from './deputies.queries.ts'
import type { NameDeputy } from './deputy.schema.ts'
import { endDeputy } from './end-deputy.command.ts'
import { nameDeputy } from './name-deputy.command.ts'

const world = await aWorld()
const HOUR = 3_600_000
const at = (hours: number) => new Date(world.clock().getTime() + hours * HOUR)
const input = (person: TestPerson, deputy: TestPerson | null, change: Partial<NameDeputy> = {}): NameDeputy => ({
  forPerson: world.personId(person),
  deputy: deputy === null ? null : world.personId(deputy),
  ...{ away: true, from: at(-1), until: at(48), kinds: [...DEPUTY_KINDS], most: null, reason: 'Annual leave' },
  ...change,
})
/** An act at a moment of its own. */
const later = (act: Act, hours: number): Act => ({ ...act, now: new Date(act.now.getTime() + hours * HOUR) })
async function named(person: TestPerson, deputy: TestPerson | null, change: Partial<NameDeputy> = {}): Promise<string> {
  const result = await nameDeputy(world.act(person), input(person, deputy, change))
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value.deputisingId
}
/** An order beyond the lead's limit and within the chief's. */
const big = (planted: Parameters<typeof anAskedOrder>[1] = {}) =>
  anAskedOrder(world, { dayTotal: 3_000_000, ...planted })
type Asked = { number: string; version: number }
const shown = ({ number, version }: Asked, role: ApproverRole = 'lead') => ({ number, version, role, comment: 'Noted' })
const approve = (act: Act, order: Asked, role?: ApproverRole) => approveOrder(act, shown(order, role))
const refusal = (code: string) => ({ ok: false, refusal: { code } })
const jobs = (name: string) =>
  world.sql<{ data: Record<string, string> }>('SELECT data FROM pgboss.job WHERE name = $1', [name])

afterEach(async () => {
  await world.sql('UPDATE deputising SET ended_at = now(), ended_by = made_by WHERE ended_at IS NULL')
})

describe('naming a deputy', () => {
  test('for oneself holds at once, and tells the deputy; nothing has to end it', async () => {
    const order = await big()
    expect(await approve(world.act('lead'), order)).toMatchObject(refusal('OVER_LIMIT'))
    const id = await named('chief', 'lead')
    expect((await jobs('tell-deputy')).map(({ data }) => [data.kind, data.personId])).toEqual([
      ['deputy_named', world.personId('lead')],
    ])
    expect(await approve(later(world.act('lead'), 49), order)).toMatchObject(refusal('OVER_LIMIT'))
    expect(await approve(world.act('lead'), order)).toMatchObject({ ok: true })
    expect(
      await world.sql('SELECT decided_by, decided_as, decided_for, deputising_id FROM approval WHERE order_id = $1', [
        order.id,
      ]),
    ).toEqual([
      {
        decided_by: world.personId('lead'),
        decided_as: 'chief',
        decided_for: world.personId('chief'),
        deputising_id: id,
      },
    ])
    const page = await orderPage(world.actor('auditor'), world.clock(), order.number)
    expect(page?.approvals).toMatchObject([{ by: 'Lead of RZZ', inPlaceOf: 'Chief of RZZ' }])
    expect(page?.history.find((one) => one.verb === 'APPROVED')?.who).toBe('Lead of RZZ for Chief of RZZ')
    const [event] = await world.sql<{ payload: string }>(
      `SELECT payload FROM audit_event WHERE chain_id = $1 AND verb = 'APPROVED'`,
      [order.id],
    )
    expect(JSON.parse(event?.payload ?? '{}').data).toMatchObject({
      as: 'chief',
      inPlaceOf: { personId: world.personId('chief'), deputisingId: id },
    })
  })

  test('is for who decides the like: no pharmacist for money, nor for a lead at all', async () => {
    const money = { kinds: ['money' as const] }
    expect(await nameDeputy(world.act('lead'), { ...input('lead', 'pharmacist'), ...money })).toMatchObject(
      refusal('CANNOT_DEPUTISE'),
    )
    expect(await nameDeputy(world.act('pharmacist'), input('pharmacist', 'lead'))).toMatchObject(
      refusal('CANNOT_DEPUTISE'),
    )
    const both = { ...input('chief', 'pharmacist'), kinds: ['money' as const, 'controlled' as const] }
    expect(await nameDeputy(world.act('chief'), both)).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'kinds' }] },
    })
    expect(await nameDeputy(world.act('chief'), { ...both, kinds: ['controlled'] })).toMatchObject({ ok: true })
    const offered = async (who: 'lead' | 'pharmacist') =>
      (await deputyChoices(world.actor(who))).deputies.map((one) => one.name)
    expect(await offered('lead')).toEqual(['Chief of RZZ', 'Director of RZZ', 'Lead2 of RZZ'])
    expect(await offered('pharmacist')).toEqual(['Chief of RZZ', 'Pharmacist2 of RZZ'])
  })

  test('for somebody else an administrator only proposes; the person, or who stands as high, agrees', async () => {
    const order = await big()
    const proposed = await nameDeputy(world.act('admin'), input('chief', 'lead'))
    expect(proposed).toMatchObject({ ok: true, value: { state: 'asked' } })
    const deputisingId = proposed.ok ? proposed.value.deputisingId : ''
    expect(await approve(world.act('lead'), order)).toMatchObject(refusal('OVER_LIMIT'))
    for (const who of ['lead', 'lead2', 'pharmacist'] as const)
      expect(await answerDeputy(world.act(who), { deputisingId, answer: 'agree' })).toMatchObject(
        refusal('NOT_YOURS_TO_AGREE'),
      )
    expect(await answerDeputy(world.act('admin'), { deputisingId, answer: 'agree' })).toMatchObject(
      refusal('NOT_ALLOWED'),
    )
    expect((await deputyToday(world.actor('director'), world.clock())).map((one) => one.mayAgree)).toEqual([true])
    expect(await answerDeputy(world.act('director'), { deputisingId, answer: 'agree' })).toMatchObject({ ok: true })
    expect(await answerDeputy(world.act('chief'), { deputisingId, answer: 'agree' })).toMatchObject(
      refusal('CHANGED_MEANWHILE'),
    )
    expect(await approve(world.act('lead'), order)).toMatchObject({ ok: true })
  })

  test('nobody but an administrator proposes for another, and a no hands nothing over', async () => {
    expect(await nameDeputy(world.act('lead'), input('chief', 'lead'))).toMatchObject(refusal('NOT_ALLOWED'))
    expect(await nameDeputy(world.act('technician'), input('technician', 'lead'))).toMatchObject(refusal('NOT_ALLOWED'))
    const proposed = await nameDeputy(world.act('admin'), input('chief', 'lead'))
    const deputisingId = proposed.ok ? proposed.value.deputisingId : ''
    expect(await answerDeputy(world.act('chief'), { deputisingId, answer: 'decline' })).toMatchObject({ ok: true })
    expect(await approve(world.act('lead'), await big())).toMatchObject(refusal('OVER_LIMIT'))
  })

  test('only somebody who decides such orders can be one, the same two once at a time, and not in the past', async () => {
    expect(await nameDeputy(world.act('chief'), input('chief', 'technician'))).toMatchObject(refusal('CANNOT_DEPUTISE'))
    expect(await nameDeputy(world.act('chief'), input('chief', 'lead', { until: at(-0.5) }))).toMatchObject(
      refusal('INVALID'),
    )
    await named('chief', 'lead')
    expect(await nameDeputy(world.act('chief'), input('chief', 'lead', { kinds: ['money'] }))).toMatchObject(
      refusal('DEPUTY_THERE'),
    )
    const both = await Promise.all([1, 2].map(() => nameDeputy(world.act('director'), input('director', 'chief'))))
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject(refusal('DEPUTY_THERE'))
    const [row] = await world.sql<{ begun: boolean }>(
      'SELECT bool_and(from_at >= made_at) AS begun FROM deputising WHERE ended_at IS NULL',
    )
    expect(row?.begun).toBe(true)
  })

  test('the same key names once; another trust sees and ends nothing', async () => {
    const act = world.act('chief')
    const wanted = input('chief', 'lead')
    const first = await nameDeputy(act, wanted)
    expect(await nameDeputy(act, wanted)).toEqual(first)
    const deputisingId = first.ok ? first.value.deputisingId : ''
    expect(await endDeputy(world.act('chief', { trust: 'RZY' }), { deputisingId })).toMatchObject(refusal('NOT_FOUND'))
    expect((await deputisings(world.actor('chief', { trust: 'RZY' }), world.clock(), 'all')).rows).toEqual([])
    expect(await nameDeputy(world.act('admin', { trust: 'RZY' }), wanted)).toMatchObject(refusal('NOT_FOUND'))
    expect((await deputisings(world.actor('technician'), world.clock(), 'all')).rows).toEqual([])
  })

  test('what was agreed to cannot grow: the database lets nobody change it', async () => {
    const id = await named('chief', 'lead', { most: pence(2_900_000), kinds: ['money'] })
    for (const change of ['most = NULL', `until_at = until_at + interval '1 day'`, `kinds = '{money,new}'`]) {
      await expect(
        world.sql(`SET ROLE tincture_app; UPDATE deputising SET ${change} WHERE id = '${id}'`),
      ).rejects.toThrow(/permission denied/)
      await world.sql('RESET ROLE')
    }
  })
})

describe('what a deputy can never do', () => {
  test('decide their own order, or the person’s', async () => {
    await named('chief', 'lead')
    expect(await approve(world.act('lead'), await big({ raisedBy: 'lead' }))).toMatchObject(refusal('OWN_ORDER'))
    expect(await approve(world.act('lead'), await big({ raisedBy: 'chief' }))).toMatchObject(refusal('DEPUTY_OF_OWNER'))
    expect(await approve(world.act('lead'), await big({ changers: ['chief'] }))).toMatchObject(
      refusal('DEPUTY_OF_OWNER'),
    )
  })

  test('a raiser who names a deputy gains nothing by it', async () => {
    await named('lead', 'lead2')
    const own = await anAskedOrder(world, { raisedBy: 'lead' })
    expect(await approve(world.act('lead'), own)).toMatchObject(refusal('OWN_ORDER'))
    // lead2 decides in their own right, and under their own name alone
    expect(await approve(world.act('lead2'), own)).toMatchObject({ ok: true })
    expect(await world.sql('SELECT decided_for FROM approval WHERE order_id = $1', [own.id])).toEqual([
      { decided_for: null },
    ])
  })

  test('give two approvals of one version, as two people', async () => {
    await named('director', 'chief')
    const order = await anAskedOrder(world, {
      dayTotal: 12_000_000,
      asked: [{ role: 'director' }, { role: 'pharmacist' }],
    })
    expect(await approve(world.act('chief'), order, 'pharmacist')).toMatchObject({ ok: true })
    expect(await approve(world.act('chief'), order, 'director')).toMatchObject(refusal('TWO_APPROVALS'))
    expect(await approve(world.act('director'), order, 'director')).toMatchObject({ ok: true })
  })

  test('the database itself keeps a name from standing under two', async () => {
    const id = await named('director', 'chief')
    const order = await anAskedOrder(world, { asked: [{ role: 'director' }, { role: 'pharmacist' }] })
    const write = (role: string, by: TestPerson, inPlaceOf: TestPerson | null) =>
      world.sql(
        `UPDATE approval SET state = 'approved', decided_by = $2, decided_at = now(), decided_as = 'chief', decided_for = $3, deputising_id = $4
         WHERE order_id = $1 AND role = $5`,
        [order.id, world.personId(by), inPlaceOf && world.personId(inPlaceOf), inPlaceOf && id, role],
      )
    await write('pharmacist', 'chief', null)
    await expect(write('director', 'lead', 'chief')).rejects.toThrow(/approval_two_powers/)
    await expect(write('director', 'chief', 'chief')).rejects.toThrow(/approval_/)
    await write('director', 'director', null)
  })

  test('have more than the person has at this moment, or go beyond what was handed over', async () => {
    const id = await named('chief', 'lead', { kinds: ['contract'] })
    expect(await approve(world.act('lead'), await big())).toMatchObject(refusal('NOT_HANDED_OVER'))
    await endDeputy(world.act('chief'), { deputisingId: id })
    await named('chief', 'lead', { most: pence(2_900_000) })
    expect(await approve(world.act('lead'), await big())).toMatchObject({
      refusal: { code: 'OVER_LIMIT', limit: 2_900_000 },
    })
    expect(await approve(world.act('lead'), await big({ dayTotal: 2_800_000 }))).toMatchObject({ ok: true })
  })

  test.each([
    ['the person', 'chief'],
    ['the deputy', 'lead'],
  ] as const)('decide once the role of %s was withdrawn after the page was opened', async (_words, who) => {
    await named('chief', 'lead')
    const order = await big()
    const act = world.act('lead')
    expect((await decisionPage(world.actor('lead'), world.clock(), order.number))?.mine).toMatchObject({
      inPlaceOf: { name: 'Chief of RZZ' },
    })
    await world.sql('UPDATE identity.membership SET ended_at = now() WHERE person_id = $1', [world.personId(who)])
    const result = await approve(act, order)
    await world.sql('UPDATE identity.membership SET ended_at = NULL WHERE person_id = $1', [world.personId(who)])
    expect(result.ok).toBe(false)
  })

  test('hand it on: a deputy’s deputy has what the deputy has in their own right', async () => {
    await named('director', 'chief')
    await named('chief', 'lead')
    const order = await anAskedOrder(world, { dayTotal: 12_000_000, asked: [{ role: 'director' }] })
    expect((await approve(world.act('lead'), order, 'director')).ok).toBe(false)
    expect(await approve(world.act('chief'), order, 'director')).toMatchObject({ ok: true })
  })
})

describe('the end', () => {
  test('by the person, by the deputy, by who could agree; what was decided stays decided', async () => {
    for (const who of ['chief', 'lead', 'director', 'admin'] as const) {
      const deputisingId = await named('chief', 'lead')
      const order = await big()
      const act = world.act('lead')
      expect(await endDeputy(world.act('pharmacist'), { deputisingId })).toMatchObject(refusal('NOT_ALLOWED'))
      expect(await endDeputy(world.act(who), { deputisingId })).toMatchObject({ ok: true })
      expect(await approve(act, order)).toMatchObject(refusal('OVER_LIMIT'))
      expect(await endDeputy(world.act(who), { deputisingId })).toMatchObject(refusal('CHANGED_MEANWHILE'))
    }
  })

  test('one that comes with the decision: either the decision stands first, or it is refused', async () => {
    for (let round = 0; round < 8; round += 1) {
      const deputisingId = await named('chief', 'lead')
      const order = await big()
      const [decided, ended] = await Promise.all([
        approve(world.act('lead'), order),
        endDeputy(world.act('chief'), { deputisingId }),
      ])
      expect(ended.ok).toBe(true)
      const [row] = await world.sql<{ state: string }>('SELECT state FROM approval WHERE order_id = $1', [order.id])
      expect(row?.state).toBe(decided.ok ? 'approved' : 'waiting')
    }
  })

  test('its last moment counts where the act is done, not where the page was opened', async () => {
    await named('chief', 'lead', { until: at(1) })
    const order = await big()
    const page = await decisionPage(world.actor('lead'), world.clock(), order.number)
    expect(page?.mine?.inPlaceOf).not.toBeNull()
    expect(await approve(later(world.act('lead'), 1), order)).toMatchObject(refusal('OVER_LIMIT'))
    expect(await returnOrder(later(world.act('lead'), 1), shown(order))).toMatchObject(refusal('OVER_LIMIT'))
    const several = await approveSeveral(later(world.act('lead'), 1), { order: [shown(order)] })
    expect(several).toMatchObject({ value: { approved: [], not: [{ number: order.number }] } })
  })
})

describe('the inbox of who is away', () => {
  test('goes to the deputy, and both see where it went', async () => {
    await named('lead', 'chief')
    await named('lead2', null)
    const order = await anAskedOrder(world)
    const of = async (who: TestPerson) => {
      const page = await inbox(world.actor(who), world.clock())
      return [...page.mine, ...page.others].find((one) => one.number === order.number)
    }
    expect(await of('chief')).toMatchObject({ mine: true, inPlaceOf: 'Lead of RZZ' })
    expect(await of('lead')).toMatchObject({ mine: false, wentTo: ['Chief of RZZ'], whyNot: null })
    expect(await of('lead2')).toMatchObject({ mine: false, wentTo: [] })
    expect((await deputyToday(world.actor('lead'), world.clock())).map((one) => one.mine)).toEqual(['person'])
    expect((await deputyToday(world.actor('chief'), world.clock())).map((one) => one.mine)).toEqual(['deputy'])
    // back again: it is theirs alone once more
    await world.sql('UPDATE deputising SET ended_at = now(), ended_by = made_by WHERE ended_at IS NULL')
    expect(await of('chief')).toMatchObject({ mine: false })
    expect(await of('lead')).toMatchObject({ mine: true, inPlaceOf: null, wentTo: null })
  })

  test('without a deputy it goes to who else may, and says so', async () => {
    await named('lead', null)
    await named('lead2', null)
    const order = await anAskedOrder(world)
    const found = (await inbox(world.actor('lead'), world.clock())).others.find((one) => one.number === order.number)
    expect(found).toMatchObject({ wentTo: ['Chief of RZZ'], goesTo: { role: 'chief', names: ['Chief of RZZ'] } })
  })
})

test('of two at once one is told: agreeing and declining, ending and ending; and what is over is paged', async () => {
  const asked = await nameDeputy(world.act('admin'), input('lead', 'chief', { reason: 'Ill' }))
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusal))
  const { deputisingId } = asked.value
  const answers = await Promise.all([
    answerDeputy(world.act('lead'), { deputisingId, answer: 'agree' }),
    answerDeputy(world.act('director'), { deputisingId, answer: 'decline' }),
  ])
  expect(answers.filter((one) => one.ok)).toHaveLength(1)
  expect(answers.find((one) => !one.ok)).toMatchObject(refusal('CHANGED_MEANWHILE'))
  const id = await named('chief', 'director')
  const ends = await Promise.all([
    endDeputy(world.act('chief'), { deputisingId: id }),
    endDeputy(world.act('director'), { deputisingId: id }),
  ])
  expect(ends.filter((one) => one.ok)).toHaveLength(1)
  expect(ends.find((one) => !one.ok)).toMatchObject(refusal('CHANGED_MEANWHILE'))

  await world.sql(
    `INSERT INTO deputising SELECT (d).* FROM (SELECT jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(),
       'from_at', t.from_at - make_interval(days => n), 'until_at', t.until_at - make_interval(days => n))) AS d
     FROM deputising t, generate_series(1, 120) n WHERE t.id = $1) x`,
    [id],
  )
  const now = world.clock()
  const seen: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await deputisings(world.actor('chief'), now, 'past', after)
    seen.push(...page.rows.map((one) => one.id))
    expect(page.rows.length).toBeLessThanOrEqual(50)
    if (page.after === null) break
    after = page.after
  }
  const [all] = await world.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM deputising WHERE trust_id = $1 AND (ended_at IS NOT NULL OR until_at <= $2 OR state = 'declined')`,
    [world.trusts.RZZ.id, now],
  )
  expect([seen.length, new Set(seen).size]).toEqual([all?.n, all?.n])
  const rows = await takenRows(world.actor('chief'), now, 'deputies', {})
  const [every] = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM deputising WHERE trust_id = $1', [
    world.trusts.RZZ.id,
  ])
  expect(rows).toHaveLength(every?.n ?? 0)
})
