import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { leaveTrust } from '#lib/access/change-roles.command.ts'
import { makeToken } from '#lib/access/make-token.command.ts'
import { personPage, workLeftBehind } from '#lib/access/person-page.queries.ts'
import { readSession } from '#lib/access/session.store.ts'
import { tokenHash } from '#lib/access/session-token.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import { readToken } from '#lib/access/token.store.ts'
import { hashOfToken } from '#lib/access/token-text.ts'
import { makeTemplate } from '#lib/orders/raise/templates/make-template.command.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { saveView } from '#lib/views/save-view.command.ts'
import { endLeavers } from './end-leavers.command.ts'
import { handOverWork } from './hand-over-work.command.ts'
import { dropLeavingDay, setLeavingDay } from './set-leaving.command.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const admin = () => world.act('admin')
const refused = (code: string) => ({ ok: false, refusal: { code } })
const DAY = 86_400_000

let count = 0
async function added() {
  count += 1
  const input = { email: `leaver${count}@rzz.example`, name: `Leaver ${count}`, roles: ['technician' as const] }
  const { personId, password } = done(await addPerson(admin(), input))
  const act = () => {
    const technician = world.act('technician')
    return { ...technician, actor: { ...technician.actor, personId } }
  }
  return { personId, email: input.email, password: password ?? '', act }
}

test('from their day on nobody signs in, and the worker ends sessions, tokens and roles and hands their work over', async () => {
  const { personId, email, password, act } = await added()
  const pad = await aPad(world, [{ pack: 'meropenem', packs: 2 }], act)
  const opened = done(await signIn({ email, password }, world.clock()))
  const token = done(await makeToken(act(), { name: 'Stock', scopes: ['orders:read'], days: 30 }))
  const handTo = world.personId('technician2')
  const from = addDays(londonDate(world.clock()), 2)
  expect(await setLeavingDay(admin(), { personId, from: londonDate(world.clock()), handTo })).toMatchObject({
    refusal: { errors: [{ field: 'from' }] },
  })
  expect(await setLeavingDay(admin(), { personId, from, handTo: world.personId('finance') })).toMatchObject({
    refusal: { errors: [{ field: 'handTo' }] },
  })
  done(await setLeavingDay(admin(), { personId, from, handTo }))
  expect(await personPage(world.actor('admin'), personId, world.clock())).toMatchObject({
    leaving: { from, to: world.actor('technician2').name },
    work: { pads: [{ id: pad.padId, orders: 1 }] },
  })
  world.clock.advance(DAY)
  expect(done(await endLeavers(world.systemAct()))).toEqual({ left: 0 })
  expect((await signIn({ email, password }, world.clock())).ok).toBe(true)
  world.clock.advance(DAY)
  // before the worker came by
  expect(await signIn({ email, password }, world.clock())).toMatchObject(refused('SIGN_IN_FAILED'))
  const both = await Promise.all([endLeavers(world.systemAct()), endLeavers(world.systemAct())])
  expect(both.map((one) => (one.ok ? one.value.left : one.refusal.code)).sort()).toEqual([0, 1])
  expect(await readSession(tokenHash(opened.sessionId), world.clock())).toBeNull()
  expect(await readToken(hashOfToken(token.text) ?? '', world.clock(), { most: 10, seconds: 60 })).toBeNull()
  const [row] = await world.sql<{ opened_by: string }>('SELECT opened_by FROM order_pad WHERE id = $1', [pad.padId])
  expect(row?.opened_by).toBe(handTo)
  expect(await personPage(world.actor('auditor'), personId, world.clock())).toMatchObject({
    person: { former: true },
    leaving: null,
    work: { pads: [] },
  })
  const verbs = await world.sql<{ verb: string; actor_id: string | null }>(
    'SELECT verb, actor_id FROM audit_event WHERE chain_id = $1 ORDER BY seq',
    [personId],
  )
  expect(verbs.slice(1)).toEqual([
    { verb: 'LEAVING_SET', actor_id: world.personId('admin') },
    { verb: 'PERSON_LEFT', actor_id: null },
    { verb: 'WORK_HANDED_OVER', actor_id: null },
  ])
})

test('a day is taken back; who left at once hands over at once; another trust and another role do none of it', async () => {
  const { personId, email, password, act } = await added()
  const pad = await aPad(world, [{ pack: 'meropenem', packs: 1 }], act)
  const from = addDays(londonDate(world.clock()), 1)
  const input = { personId, from, handTo: null }
  expect(await setLeavingDay(world.act('lead'), input)).toMatchObject(refused('NOT_ALLOWED'))
  expect(await setLeavingDay(world.act('admin', { trust: 'RZY' }), input)).toMatchObject(refused('NOT_FOUND'))
  expect(await dropLeavingDay(admin(), { personId })).toMatchObject(refused('NOT_FOUND'))
  done(await setLeavingDay(admin(), input))
  expect(await dropLeavingDay(world.act('admin', { trust: 'RZY' }), { personId })).toMatchObject(refused('NOT_FOUND'))
  done(await dropLeavingDay(admin(), { personId }))
  world.clock.advance(2 * DAY)
  expect(done(await endLeavers(world.systemAct()))).toEqual({ left: 0 })
  expect((await signIn({ email, password }, world.clock())).ok).toBe(true)
  const handTo = world.personId('technician2')
  expect(await leaveTrust(admin(), { personId, handTo: world.personId('technician', 'RZY') })).toMatchObject({
    refusal: { errors: [{ field: 'handTo' }] },
  })
  done(await leaveTrust(admin(), { personId, handTo }))
  const [row] = await world.sql<{ opened_by: string }>('SELECT opened_by FROM order_pad WHERE id = $1', [pad.padId])
  expect(row?.opened_by).toBe(handTo)
  expect(await endLeavers(admin())).toMatchObject(refused('NOT_ALLOWED'))
})

test('where who was to take the work over has left, too, the record says that it is left behind', async () => {
  const [{ personId, act }, to] = [await added(), await added()]
  const pad = await aPad(world, [{ pack: 'meropenem', packs: 1 }], act)
  const from = addDays(londonDate(world.clock()), 1)
  done(await setLeavingDay(admin(), { personId, from, handTo: to.personId }))
  done(await leaveTrust(admin(), { personId: to.personId, handTo: null }))
  world.clock.advance(2 * DAY)
  expect(done(await endLeavers(world.systemAct()))).toEqual({ left: 1 })
  const [row] = await world.sql<{ opened_by: string }>('SELECT opened_by FROM order_pad WHERE id = $1', [pad.padId])
  expect(row?.opened_by).toBe(personId)
  const [last] = await world.sql<{ verb: string; payload: string }>(
    'SELECT verb, payload FROM audit_event WHERE chain_id = $1 ORDER BY seq DESC LIMIT 1',
    [personId],
  )
  expect(last?.verb).toBe('WORK_LEFT')
  expect(last?.payload).toContain(to.personId)
})

test('their page names what would miss them; what is left behind waits on Today until somebody takes it over, once', async () => {
  const { personId, act } = await added()
  const [store] = await world.sql<{ cost: string }>('SELECT id AS cost FROM cost_centre WHERE trust_id = $1', [
    world.trusts.RZZ.id,
  ])
  const template = done(
    await makeTemplate(act(), {
      ...{
        name: 'Monday',
        storeId: world.trusts.RZZ.storeId,
        costCentreId: store?.cost ?? '',
        shared: true,
        more: `${world.packs.meropenem}\t4`,
      },
    }),
  )
  done(await saveView(act(), { list: 'orders', name: 'Late ones', shared: true, query: 'status=sent' }))
  done(await saveView(act(), { list: 'orders', name: 'My own', shared: false, query: 'status=sent' }))
  done(await makeToken(act(), { name: 'Stock', scopes: ['orders:read'], days: 30 }))
  const other = await added()
  const from = addDays(londonDate(world.clock()), 30)
  done(await setLeavingDay(admin(), { personId: other.personId, from, handTo: personId }))
  const asked = world.newId()
  await world.sql(
    `INSERT INTO person_request (trust_id, id, kind, person_id, reason, asked_by, asked_at, expires_at, state)
     VALUES ($1, $2, 'reset', $3, 'Forgot it', $4, $5, $6, 'waiting')`,
    [world.trusts.RZZ.id, asked, other.personId, personId, world.clock(), new Date(world.clock().getTime() + DAY)],
  )
  expect((await personPage(world.actor('admin'), personId, world.clock()))?.work).toMatchObject({
    templates: [{ id: template.templateId, name: 'Monday' }],
    views: [{ name: 'Late ones' }],
    tokens: [{ name: 'Stock' }],
    takesOver: [{ id: other.personId }],
  })
  const handTo = world.personId('technician2')
  expect(await handOverWork(admin(), { personId, handTo })).toMatchObject(refused('STILL_AT_WORK'))
  done(await leaveTrust(admin(), { personId, handTo: null }))
  const [request] = await world.sql<{ state: string; comment: string }>(
    'SELECT state, comment FROM person_request WHERE id = $1',
    [asked],
  )
  expect(request).toEqual({ state: 'withdrawn', comment: 'Who asked has left.' })
  const lies = async () => (await workLeftBehind(world.actor('admin'))).map(({ id }) => id)
  expect(await lies()).toContain(personId)
  expect(await workLeftBehind(world.actor('lead'))).toEqual([])
  expect(await workLeftBehind(world.actor('admin', { trust: 'RZY' }))).toEqual([])
  expect(await handOverWork(world.act('lead'), { personId, handTo })).toMatchObject(refused('NOT_ALLOWED'))
  expect(await handOverWork(world.act('admin', { trust: 'RZY' }), { personId, handTo })).toMatchObject(
    refused('NOT_FOUND'),
  )
  expect(await handOverWork(admin(), { personId, handTo: world.personId('finance') })).toMatchObject(refused('INVALID'))
  const both = await Promise.all([
    handOverWork(admin(), { personId, handTo }),
    handOverWork(admin(), { personId, handTo: world.personId('technician') }),
  ])
  expect(both.map((one) => done(one).templates).sort()).toEqual([0, 1])
  expect(both.map((one) => done(one).views).sort()).toEqual([0, 1])
  expect(await lies()).not.toContain(personId)
})

test('what asks a person of the scheme by name is named on their page', async () => {
  const { personId } = await added()
  const lead = world.personId('lead')
  const [before] = await world.sql<{ version: number; rules: { emergency: { plan: unknown } } }>(
    'SELECT version, rules FROM approval_scheme WHERE trust_id = $1 ORDER BY version DESC LIMIT 1',
    [world.trusts.RZZ.id],
  )
  expect((await personPage(world.actor('admin'), lead, world.clock()))?.work.schemes).toEqual([])
  const rules = structuredClone(before?.rules ?? { emergency: { plan: [] } })
  rules.emergency.plan = [[{ role: 'lead', people: [lead], signatures: 1 }]]
  await world.sql('UPDATE approval_scheme SET rules = $1 WHERE trust_id = $2 AND version = $3', [
    JSON.stringify(rules),
    world.trusts.RZZ.id,
    before?.version,
  ])
  expect((await personPage(world.actor('admin'), lead, world.clock()))?.work.schemes).toMatchObject([
    { version: before?.version },
  ])
  expect((await personPage(world.actor('admin'), personId, world.clock()))?.work.schemes).toEqual([])
})
