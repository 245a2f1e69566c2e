import { expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { pickSample } from '#lib/orders/order/sample.store.ts'
import { schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import { ok } from '#lib/result.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { londonDate } from '#lib/values/dates.ts'
import { checkSample } from './check-sample.command.ts'
import { sampleCounts, samplePage } from './sample.queries.ts'

const world = await aWorld()

/** Lets an order into the sample, as submitting one that passes does at a rate of all. */
const sampled = async (sample = 100, raisedBy: TestPerson = 'technician') => {
  const order = await anApprovedOrder(world, { status: 'sent', raisedBy })
  const act = world.act('technician')
  await commit(act, { name: 'testPick', permission: 'order.view' }, order, async (tx) => {
    const found = await schemeInForce(tx, londonDate(act.now))
    await pickSample(tx, act, { orderId: order.id, version: 1 }, { ...found, scheme: { ...found.scheme, sample } })
    return ok(null)
  })
  const [row] = await world.sql<{ id: string }>('SELECT id FROM passed_sample WHERE order_id = $1', [order.id])
  return { ...order, sampleId: row?.id ?? '' }
}
const check = (who: TestPerson, sampleId: string, words = '', trust: 'RZZ' | 'RZY' = 'RZZ') =>
  checkSample(world.act(who, { trust }), { sampleId, outcome: words === '' ? 'fine' : 'not_fine', words })

test('what is picked stands in a record of its own, which who raised it cannot see', async () => {
  const order = await sampled()
  expect((await sampled(0)).sampleId).toBe('')
  expect(await samplePage(world.act('technician').actor, 'open')).toBeNull()
  expect(await samplePage(world.act('auditor').actor, 'open')).toMatchObject({
    rows: [{ number: order.number, rate: 100, outcome: null }],
  })
  expect(await sampleCounts(world.act('auditor').actor)).toMatchObject({ open: 1 })
  expect(await sampleCounts(world.act('technician').actor)).toBeNull()
  expect((await samplePage(world.act('auditor', { trust: 'RZY' }).actor, 'all'))?.rows).toEqual([])
  const own = await world.sql('SELECT 1 FROM audit_event WHERE chain_id = $1', [order.id])
  const kept = await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1', [order.sampleId])
  expect(own).toEqual([])
  expect(kept).toEqual([{ verb: 'SAMPLED' }])
})

test('an auditor or a lead says what they found, once; who had a part in it does not', async () => {
  const order = await sampled(100, 'lead')
  for (const who of ['technician', 'chief', 'admin', 'finance'] as const)
    expect(await check(who, order.sampleId)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await check('lead', order.sampleId)).toMatchObject({ refusal: { code: 'OWN_ORDER' } })
  expect(await check('auditor', order.sampleId, '', 'RZY')).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  const both = await Promise.all([check('auditor', order.sampleId, 'No quote'), check('lead2', order.sampleId)])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  const page = await samplePage(world.act('chief').actor, 'checked')
  expect(page?.rows[0]?.checkedBy).not.toBeNull()
})

test('what was picked and found stays so in the database', async () => {
  const { sampleId } = await sampled()
  const set = (what: string) => world.sql(`UPDATE passed_sample SET ${what} WHERE id = $1`, [sampleId])
  const found = (outcome: string) =>
    `outcome = '${outcome}', checked_by = '${world.personId('auditor')}', checked_at = now()`
  await expect(set('rate = 1')).rejects.toThrow(/as it was picked/)
  await expect(set(found('not_fine'))).rejects.toThrow(/passed_sample_check/)
  await set(found('fine'))
  await expect(set(`outcome = NULL, checked_by = NULL, checked_at = NULL`)).rejects.toThrow(/as it was picked/)
  await withTrust(world.act('lead').actor, async (tx) => {
    await expect(tx.$executeRaw`DELETE FROM passed_sample`).rejects.toThrow(/permission denied/)
  })
})
