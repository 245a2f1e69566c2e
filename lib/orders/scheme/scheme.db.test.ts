import { describe, expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { systemActor } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { justOne } from '#lib/orders/order/plan.rules.ts'
import { schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import { type ApprovalScheme, approvalScheme, DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { addDays, localDate, londonDate } from '#lib/values/dates.ts'
import { adoptScheme } from './adopt-scheme.command.ts'
import { proposalPage, schemePage, trialOrders } from './proposal.queries.ts'
import { proposeScheme } from './propose-scheme.command.ts'
import { refuseScheme } from './refuse-scheme.command.ts'
import { submittedBetween } from './submissions.store.ts'
import { tryScheme } from './try-scheme.command.ts'
import { trySchemeJob } from './try-scheme.job.ts'
import { withdrawScheme } from './withdraw-scheme.command.ts'

const world = await aWorld()
const today = () => londonDate(world.clock())

/** A scheme in which everything needs two leads. */
const twoLeads = (change: Partial<ApprovalScheme> = {}): ApprovalScheme =>
  approvalScheme.parse({
    ...DEFAULT_SCHEME,
    bands: [{ upTo: null, plan: [[{ role: 'lead', people: [], signatures: 2 }]] }],
    ...change,
  })

const newest = async () => {
  const [row] = await world.sql<{ version: number }>(
    'SELECT max(version) AS version FROM approval_scheme WHERE trust_id = $1',
    [world.trusts.RZZ.id],
  )
  return row?.version ?? 0
}
const propose = async (who: TestPerson, change: Partial<Parameters<typeof proposeScheme>[1]> = {}, act?: Act) =>
  proposeScheme(act ?? world.act(who), {
    ...{ version: await newest(), from: addDays(today(), 1), reason: 'Audit asked for it', scheme: twoLeads() },
    ...change,
  })
const proposed = async (who: TestPerson, change: Partial<Parameters<typeof proposeScheme>[1]> = {}) => {
  const result = await propose(who, change)
  if (!result.ok) throw new Error(result.refusal.code)
  return { proposalId: result.value.proposalId, edit: 1, note: '' }
}
const open = () =>
  world.sql(`SELECT id FROM scheme_proposal WHERE state = 'open' AND trust_id = $1`, [world.trusts.RZZ.id])
const system = (): Act => {
  const { id } = world.trusts.RZZ
  return { ...world.act('lead'), actor: systemActor({ id, name: 'Riverside', odsCode: 'RZZ', kind: 'trust' }) }
}

describe('a change of the scheme', () => {
  test('is proposed by one person and adopted by another, from its day on, with the record of both', async () => {
    const proposal = await proposed('lead')
    expect(await schemePage(world.act('auditor').actor, today())).toMatchObject({
      inForce: { version: 1 },
      proposals: [{ state: 'open', proposedBy: 'Lead of RZZ', reason: 'Audit asked for it' }],
    })
    expect(await adoptScheme(world.act('chief'), proposal)).toMatchObject({ ok: true })
    const inForce = (on = today()) => withTrust(world.act('lead').actor, (tx) => schemeInForce(tx, on))
    expect((await inForce()).version).toBe(1)
    expect(await inForce(addDays(today(), 1))).toMatchObject({ version: 2, scheme: twoLeads() })
    const events = await world.sql<{ verb: string; actor_id: string }>(
      `SELECT verb, actor_id FROM audit_event WHERE chain_id = $1 AND verb LIKE 'SCHEME%' ORDER BY seq`,
      [world.trusts.RZZ.id],
    )
    expect(events).toEqual([
      { verb: 'SCHEME_PROPOSED', actor_id: world.personId('lead') },
      { verb: 'SCHEME_ADOPTED', actor_id: world.personId('chief') },
    ])
    expect((await schemePage(world.act('lead').actor, today()))?.toCome).toMatchObject({ version: 2 })
  })

  test('is never seconded by who proposed it, nor by who may not, nor by another trust', async () => {
    const proposal = await proposed('chief', { scheme: twoLeads({ sample: 9 }) })
    expect(await adoptScheme(world.act('chief'), proposal)).toMatchObject({ refusal: { code: 'OWN_PROPOSAL' } })
    expect(await refuseScheme(world.act('chief'), { ...proposal, note: 'No' })).toMatchObject({
      refusal: { code: 'OWN_PROPOSAL' },
    })
    for (const who of ['technician', 'lead', 'admin', 'auditor', 'pharmacist', 'finance'] as const)
      expect(await adoptScheme(world.act(who), proposal)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    expect(await adoptScheme(world.act('chief', { trust: 'RZY' }), proposal)).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await proposalPage(world.act('chief', { trust: 'RZY' }).actor, proposal.proposalId)).toBeNull()
    expect(await withdrawScheme(world.act('lead'), proposal)).toMatchObject({ refusal: { code: 'NOT_YOUR_PROPOSAL' } })
    expect(await withdrawScheme(world.act('chief'), proposal)).toMatchObject({ ok: true })
    expect(await adoptScheme(world.act('director'), proposal)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  })

  test('is refused with the reason, and decided once: of two at once one is told', async () => {
    const proposal = await proposed('admin', { scheme: twoLeads({ sample: 8 }) })
    const both = await Promise.all([
      adoptScheme(world.act('director'), proposal),
      refuseScheme(world.act('chief'), { ...proposal, note: 'Too much' }),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
    expect(await open()).toEqual([])
  })

  test('is one at a time, of two at once too; the same key again is the same proposal', async () => {
    const act = world.act('lead')
    const version = await newest()
    const change = { version, scheme: twoLeads({ sample: 50 }), from: today(), reason: 'R' }
    const [a, b] = await Promise.all([proposeScheme(act, change), proposeScheme(world.act('lead2'), change)])
    expect([a, b].map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['PROPOSAL_OPEN', 'ok'])
    if (a.ok) expect(await proposeScheme(act, change)).toEqual(a)
    await world.sql(
      `UPDATE scheme_proposal SET state = 'withdrawn', decided_by = proposed_by, decided_at = now() WHERE state = 'open'`,
    )
  })

  test('is made from the newest version, changes something, and begins today at the earliest', async () => {
    const version = await newest()
    expect(await propose('lead', { version: version - 1 })).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
    expect(await propose('lead', { from: addDays(today(), -1) })).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'from' }] },
    })
    const [row] = await world.sql<{ rules: unknown }>(
      'SELECT rules FROM approval_scheme WHERE trust_id = $1 AND version = $2',
      [world.trusts.RZZ.id, version],
    )
    expect(await propose('lead', { scheme: approvalScheme.parse(row?.rules) })).toMatchObject({
      refusal: { code: 'SAME_SCHEME' },
    })
    for (const who of ['technician', 'director', 'auditor', 'pharmacist'] as const)
      expect(await propose(who)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  })

  test('names only people who may decide, of this trust', async () => {
    const of = (person: string) => ({
      scheme: twoLeads({ firstPurchase: { plan: [[{ role: 'lead', people: [person], signatures: 1 }]] } }),
    })
    for (const person of [world.personId('technician'), world.personId('lead', 'RZY'), world.newId()])
      expect(await propose('lead', of(person))).toMatchObject({
        refusal: { code: 'INVALID', errors: [{ field: 'firstPurchase' }] },
      })
    const proposal = await proposed('lead', of(world.personId('lead2')))
    await withdrawScheme(world.act('lead'), proposal)
  })
})

test('the database itself wants a second person, one open proposal, and what was proposed as it was', async () => {
  const proposal = await proposed('lead', { scheme: twoLeads({ waitingDays: 14 }) })
  const trust = world.trusts.RZZ.id
  const set = (what: string) => world.sql(`UPDATE scheme_proposal SET ${what} WHERE id = $1`, [proposal.proposalId])
  const by = (who: TestPerson) => `decided_by = '${world.personId(who)}', decided_at = now()`
  await expect(set(`state = 'adopted', ${by('lead')}`)).rejects.toThrow(/scheme_proposal_check/)
  await expect(set(`rules = '{}'`)).rejects.toThrow(/stays as it was made/)
  await expect(
    world.sql(
      `INSERT INTO scheme_proposal (trust_id, id, based_on, rules, effective_from, reason, proposed_by, proposed_at)
       SELECT trust_id, $2, based_on, rules, effective_from, reason, proposed_by, proposed_at FROM scheme_proposal WHERE id = $1`,
      [proposal.proposalId, world.newId()],
    ),
  ).rejects.toThrow(/scheme_proposal_open/)
  await expect(
    world.sql(
      `INSERT INTO approval_scheme (trust_id, version, effective_from, rules, adopted_at, adopted_by, proposal_id)
       SELECT trust_id, 99, effective_from, rules, now(), $3, id FROM scheme_proposal WHERE id = $1 AND trust_id = $2`,
      [proposal.proposalId, trust, world.personId('chief')],
    ),
  ).rejects.toThrow(/needs a second person/)
  await withdrawScheme(world.act('lead'), proposal)
  await expect(set(`state = 'open', decided_by = NULL, decided_at = NULL`)).rejects.toThrow(/stays as it was made/)
})

describe('trying a change', () => {
  test('asks the orders of three months again, beside the scheme in force, with the orders behind each number', async () => {
    const old = await anApprovedOrder(world, { status: 'sent' })
    await world.sql(
      `UPDATE purchase_order SET submitted_at = now() - interval '1 year', submitted_on = '2020-01-01' WHERE id = $1`,
      [old.id],
    )
    const inside = await anApprovedOrder(world, { status: 'sent' })
    await anApprovedOrder(world, { status: 'sent', trust: 'RZY' })
    const proposal = await proposed('lead', {
      scheme: twoLeads({
        firstPurchase: { plan: justOne('lead') },
        emergency: { hours: 12, plan: justOne('lead') },
      }),
    })
    const before = await proposalPage(world.act('chief').actor, proposal.proposalId)
    expect(before?.trial?.state).toBe('waiting')
    const trialId = before?.trial?.id ?? ''
    expect(await trySchemeJob(system(), trialId)).toBe('done')
    expect(await trySchemeJob(system(), trialId)).toBe('settled')
    const page = await proposalPage(world.act('chief').actor, proposal.proposalId)
    expect(page?.trial).toMatchObject({ state: 'done', orders: page?.trial?.ordersInAll })
    expect(page?.trial?.changes.less).toBe(0)
    const two = page?.trial?.needs.find((one) => one.words === 'Two of: procurement leads')
    expect(two?.next).toBeGreaterThan(0)
    const listed = await trialOrders(world.act('chief').actor, proposal.proposalId, { next: two?.key })
    expect(listed?.rows.map((one) => one.number)).toContain(inside.number)
    expect(listed?.rows.map((one) => one.number)).not.toContain(old.number)
    expect(listed?.rows).toHaveLength(two?.next ?? 0)
    expect(await trialOrders(world.act('admin').actor, proposal.proposalId, {})).toBeNull()
    expect(await tryScheme(world.act('chief'), { proposalId: proposal.proposalId })).toMatchObject({ ok: true })
    const again = await proposalPage(world.act('chief').actor, proposal.proposalId)
    expect(again?.trial).toMatchObject({ state: 'waiting', needs: [] })
    // two presses at once start one try
    await world.sql(
      `UPDATE scheme_trial SET state = 'done', ended_at = now() WHERE proposal_id = $1 AND state = 'waiting'`,
      [proposal.proposalId],
    )
    const trials = async () => {
      const rows = await world.sql('SELECT 1 FROM scheme_trial WHERE proposal_id = $1', [proposal.proposalId])
      return rows.length
    }
    const had = await trials()
    const presses = await Promise.all(
      [1, 2, 3].map(() => tryScheme(world.act('chief'), { proposalId: proposal.proposalId })),
    )
    expect(presses.every((one) => one.ok)).toBe(true)
    expect(await trials()).toBe(had + 1)
    await withdrawScheme(world.act('lead'), proposal)
  })

  test('a supplier is new by what submitting asks: any order approved before, also of a supplier joined to it', async () => {
    const { larkspur, calder } = world.suppliers
    const on = (day: string) => `2019-03-${day} 10:00:00+00`
    const planted = async (supplier: 'larkspur' | 'calder', submitted: string, approved: string) => {
      const { id, number } = await anApprovedOrder(world, { supplier, status: 'sent' })
      await world.sql(
        'UPDATE purchase_order SET submitted_at = $2, submitted_on = ($2::timestamptz)::date, approved_at = $3 WHERE id = $1',
        [id, on(submitted), on(approved)],
      )
      return number
    }
    // the order with the lowest id was approved last
    const late = await planted('larkspur', '04', '20')
    const first = await planted('larkspur', '05', '06')
    const second = await planted('larkspur', '07', '08')
    const other = await planted('calder', '10', '11')
    const isNew = async () => {
      const found = await withTrust(world.actor('lead'), (tx) =>
        submittedBetween(
          tx,
          { from: localDate('2019-03-01'), to: localDate('2019-03-31') },
          { after: null, most: 50, vatRate: 2000 },
        ),
      )
      return Object.fromEntries(found.map((one) => [one.number, one.newSupplier]))
    }
    expect(await isNew()).toEqual({ [late]: true, [first]: true, [second]: false, [other]: true })
    await world.sql('UPDATE supplier SET joined_to = $2 WHERE id = $1', [larkspur, calder])
    expect(await isNew()).toMatchObject({ [second]: false, [other]: false })
    await world.sql('UPDATE supplier SET joined_to = NULL WHERE id = $1', [larkspur])
  })
})
