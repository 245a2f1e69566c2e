import { describe, expect, test } from 'vitest'
import type { Act, Actor } from '#lib/access/actor.ts'
import { cancelLoad } from '#lib/files/cancel-load.command.ts'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { confirmLoad } from '#lib/files/confirm-load.command.ts'
import { loadView } from '#lib/files/loads.queries.ts'
import { undoLoad } from '#lib/files/undo-load.command.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { approveChanges } from './approve-changes.command.ts'
import { changeLines, changeSets, changesPage } from './changes.queries.ts'
import { changesAddress } from './changes.schema.ts'
import { proposeChanges } from './propose-changes.command.ts'
import { returnChanges } from './return-changes.command.ts'
import { cataloguesToDecide } from './to-decide.queries.ts'
import { weighChanges } from './weigh-changes.job.ts'

const world = await aWorld()
const { packs, trusts } = world
const HEAD =
  'contract_ref,buying_group,ampp_id,supplier_name,route,wholesalers,price_ex_vat,valid_from,valid_to,award_rank,lot'
const content = (...rows: string[]) => new TextEncoder().encode([HEAD, ...rows].join('\n'))
const cheaper = (price: string, from = '2026-12-01', ref = 'CM/PHG/99/0700', rank = 1) =>
  `${ref},DLS,${packs.meropenemOther},Calder Generics,wholesaler,Meridian Wholesale,${price},${from},2028-05-31,${rank},`
const first = await loadNow(world.act('admin'), 'contracts', {
  fileName: 'first.csv',
  content: content(`CM/PHG/99/0600,DLS,${packs.melatonin},Larkspur Specials,direct,,50.00,2026-06-01,2028-05-31,,`),
})
expect(first.ok).toBe(true)

async function ready(bytes: Uint8Array, by: Act = world.act('lead'), ods: TestOds = 'RZZ') {
  const chosen = done(await chooseFile(by, { kind: 'contracts', fileName: 'prices.csv', content: bytes, here: true }))
  await workOnFile(world.systemAct(ods), chosen.loadId)
  return { loadId: chosen.loadId, version: await versionOf(chosen.loadId) }
}
const rowOf = async (loadId: string) => {
  const [row] = await world.sql<{ version: number; state: string }>(
    'SELECT version, state FROM file_load WHERE id = $1',
    [loadId],
  )
  if (!row) throw new Error('There is no such load')
  return row
}
const versionOf = async (loadId: string) => (await rowOf(loadId)).version
const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'ok' : result.refusal?.code)
const page = (who: 'lead' | 'chief' | 'technician' | 'hub', loadId: string, ods: TestOds = 'RZZ') =>
  changesPage(world.actor(who, { trust: ods }), loadId, changesAddress.parse({}), world.clock())

async function proposed(bytes: Uint8Array): Promise<{ loadId: string; version: number }> {
  const waiting = await ready(bytes)
  done(await proposeChanges(world.act('lead'), waiting))
  return { loadId: waiting.loadId, version: await versionOf(waiting.loadId) }
}
const awards = (ref: string) =>
  world.sql<{ price: string; valid_from: string; load_id: string }>(
    'SELECT a.price, a.valid_from::text, a.load_id FROM award a JOIN framework f ON f.id = a.framework_id WHERE f.reference = $1',
    [ref],
  )

describe('a second person', () => {
  test('agrees, never who chose or proposed the file; then its prices hold from their day', async () => {
    const waiting = await ready(content(cheaper('16.00')))
    expect(code(await confirmLoad(world.act('lead'), waiting))).toBe('SECOND_PERSON')
    expect(code(await approveChanges(world.act('chief'), waiting))).toBe('CHANGED_MEANWHILE')
    expect(code(await proposeChanges(world.act('technician'), waiting))).toBe('NOT_ALLOWED')
    expect(code(await proposeChanges(world.act('lead'), { ...waiting, version: 99 }))).toBe('CHANGED_MEANWHILE')
    const key = world.newId()
    const twice = await Promise.all([1, 2].map(() => proposeChanges(world.act('lead', { key }), waiting)))
    expect(twice.map(code)).toEqual(['ok', 'ok'])
    const now = { loadId: waiting.loadId, version: await versionOf(waiting.loadId) }
    expect(code(await approveChanges(world.act('lead'), now))).toBe('OWN_CATALOGUE')
    for (const who of ['technician', 'pharmacist', 'finance', 'auditor', 'admin'] as const) {
      expect(code(await approveChanges(world.act(who), now)), who).toBe('NOT_ALLOWED')
      expect(code(await returnChanges(world.act(who), { ...now, reason: 'No' })), who).toBe('NOT_ALLOWED')
    }
    expect(code(await approveChanges(world.act('chief', { trust: 'RZY' }), now))).toBe('FILE_GONE')
    expect(await awards('CM/PHG/99/0700')).toEqual([])
    expect(code(await approveChanges(world.act('chief'), { ...now, here: true }))).toBe('ok')
    await workOnFile(world.systemAct(), now.loadId)
    expect((await rowOf(now.loadId)).state).toBe('loaded')
    expect(await awards('CM/PHG/99/0700')).toEqual([{ price: '160000', valid_from: '2026-12-01', load_id: now.loadId }])
    const events = await world.sql<{ verb: string; actor: string }>(
      'SELECT verb, actor_id AS actor FROM audit_event WHERE chain_id = $1 ORDER BY seq',
      [now.loadId],
    )
    expect(events.map((one) => one.verb)).toEqual(['PROPOSED', 'AGREED', 'LOADED'])
    expect(events.map((one) => one.actor)).toEqual([
      world.personId('lead'),
      world.personId('chief'),
      world.personId('chief'),
    ])
  })

  test('two of them at once agree once', async () => {
    const now = await proposed(content(cheaper('15.00')))
    const both = await Promise.all(
      (['chief', 'lead2'] as const).map((who) => approveChanges(world.act(who), { ...now, here: true })),
    )
    expect(both.map(code).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
  })

  test('gives it back with a reason, which stands where it is looked through; then it is proposed anew', async () => {
    const now = await proposed(content(cheaper('14.00', '2026-12-05', 'CM/PHG/99/0701', 2)))
    expect(code(await returnChanges(world.act('chief'), { ...now, reason: 'Row 2 is for ten vials' }))).toBe('ok')
    expect(await loadView(world.actor('lead'), now.loadId)).toMatchObject({
      ...{ state: 'ready', second: true, returned: 'Row 2 is for ten vials' },
    })
    expect(code(await approveChanges(world.act('chief'), now))).toBe('CHANGED_MEANWHILE')
    done(await proposeChanges(world.act('lead'), { loadId: now.loadId, version: await versionOf(now.loadId) }))
    expect(await loadView(world.actor('lead'), now.loadId)).toMatchObject({ state: 'proposed', returned: '' })
    expect(code(await cancelLoad(world.act('lead'), { loadId: now.loadId }))).toBe('ok')
    expect(await page('lead', now.loadId)).toBeNull()
  })

  test('what stands changed meanwhile: nothing is loaded, and it waits to be looked through and proposed again', async () => {
    const one = await proposed(content(cheaper('13.00', '2026-12-01', 'CM/PHG/99/0702', 3)))
    await world.sql('UPDATE award SET price = price + 1 WHERE ampp_id = ANY ($1)', [
      [packs.meropenem, packs.meropenemOther],
    ])
    done(await approveChanges(world.act('chief'), { ...one, here: true }))
    await workOnFile(world.systemAct(), one.loadId)
    expect((await rowOf(one.loadId)).state).toBe('ready')
    expect(await awards('CM/PHG/99/0702')).toEqual([])
  })
})

describe('what changes for us', () => {
  test('the hub loads once; each trust is weighed by itself, sees its own effect, and is told once', async () => {
    await submittedPad(world, [{ pack: 'paracetamol', packs: 60 }])
    await world.sql(
      `INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli) VALUES ($1, $2, $3, '2026-11-01', 500000000), ($4, $5, $3, '2026-11-01', 100000000)`,
      [trusts.RZZ.id, trusts.RZZ.storeId, world.vmps.paracetamol, trusts.RZY.id, trusts.RZY.storeId],
    )
    const line = (group: string, price: string) =>
      `CM/PHG/99/0001,${group},${packs.paracetamol},Calder Generics,wholesaler,Meridian Wholesale,${price},2026-12-01,2028-05-31,1,02`
    const file = { fileName: 'next-month.csv', content: content(line('DLS', '1.00'), line('DLN', '2.00')) }
    const loaded = await loadNow(world.act('hub', { trust: 'QZZ' }), 'contracts', file)
    if (!loaded.ok || !loaded.value.loadId) throw new Error(JSON.stringify(loaded))
    const { loadId } = loaded.value
    const due = await world.sql<{ id: string }>(`SELECT trusts_with_changes_to_weigh('2026-11-23') AS id`)
    expect(due.map((one) => one.id)).toEqual(expect.arrayContaining([trusts.RZZ.id, trusts.RZY.id]))
    await weighChanges(world.systemAct('RZZ'), undefined)
    await weighChanges(world.systemAct('RZY'), undefined)
    const ours = await page('lead', loadId)
    const theirs = await page('lead', loadId, 'RZY')
    expect(ours).toMatchObject({ own: false, totals: { lines: 1 }, decision: null })
    expect([...(ours?.act ?? []), ...(ours?.rest ?? [])]).toMatchObject([
      { kind: 'down', buyingGroup: 'DLS', ours: { packsAYear: 5000, effect: -50_000 } },
    ])
    expect([...(theirs?.act ?? []), ...(theirs?.rest ?? [])]).toMatchObject([{ buyingGroup: 'DLN' }])
    const hubs = await page('hub', loadId, 'QZZ')
    expect(hubs?.rest.map((one) => one.ours)).toEqual([null, null])
    const told = () =>
      world.sql<{ n: string }>(
        `SELECT count(*) AS n FROM contract_weighing WHERE load_id = $1 AND told_at IS NOT NULL`,
        [loadId],
      )
    expect(await told()).toEqual([{ n: '2' }])
    expect((await changeSets(world.actor('technician'), world.clock())).agreed.map((one) => one.loadId)).toContain(
      loadId,
    )
  })

  test('open orders and templates that it touches are named, and nobody of another trust sees it', async () => {
    const order = await submittedPad(world, [{ pack: 'insulin', packs: 3 }])
    await world.sql(
      `INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli) VALUES ($1, $2, $3, '2026-11-01', 5000)`,
      [trusts.RZZ.id, trusts.RZZ.storeId, world.vmps.insulin],
    )
    const line = `CM/PHG/99/0710,DLS,${packs.insulin},Calder Generics,direct,,6.00,2026-12-02,2028-05-31,1,02`
    const waiting = await ready(content(line))
    await weighChanges(world.systemAct(), waiting.loadId)
    const seen = await page('lead', waiting.loadId)
    expect(seen).toMatchObject({ own: true, agreedAt: null, decision: { mayPropose: true, mayDecide: false } })
    expect(seen?.act.length).toBe(1)
    expect(seen?.act).toMatchObject([
      { kind: 'supplier', old: { supplier: 'Northgate Pharma' }, next: { supplier: 'Calder Generics' } },
    ])
    expect(seen?.orders.length).toBeGreaterThan(0)
    expect(order).toBeTruthy()
    expect(await page('lead', waiting.loadId, 'RZY')).toBeNull()
    expect(await page('hub', waiting.loadId, 'QZZ')).toBeNull()
    expect(
      await changeLines(
        world.actor('lead', { trust: 'RZY' }),
        { loadId: waiting.loadId, view: 'all' },
        { size: 9, offset: 0 },
        world.clock(),
      ),
    ).toEqual([])
    expect(await changesPage(world.actor('stores'), waiting.loadId, changesAddress.parse({}), world.clock())).toBeNull()
  })

  test('taken back, it is not told any more', async () => {
    const now = await proposed(content(cheaper('9.00', '2026-12-03', 'CM/PHG/99/0711', 4)))
    done(await approveChanges(world.act('chief'), { ...now, here: true }))
    await workOnFile(world.systemAct(), now.loadId)
    const listed = async () => (await changeSets(world.actor('lead'), world.clock())).agreed.map((one) => one.loadId)
    expect(await listed()).toContain(now.loadId)
    done(await undoLoad(world.act('lead'), { loadId: now.loadId }))
    expect(await listed()).not.toContain(now.loadId)
  })
})

test('whoever may agree finds it on Today, and nobody who loaded it or works elsewhere', async () => {
  const now = await proposed(content(cheaper('8.90', '2026-12-04', 'CM/PHG/99/0712', 5)))
  const sees = async (actor: Actor) => (await cataloguesToDecide(actor)).some((one) => one.loadId === now.loadId)
  expect(await sees(world.actor('chief'))).toBe(true)
  expect(await sees(world.actor('lead2'))).toBe(true)
  expect(await sees(world.actor('lead'))).toBe(false)
  expect(await sees(world.actor('technician'))).toBe(false)
  expect(await sees(world.actor('lead', { trust: 'RZY' }))).toBe(false)
  done(await approveChanges(world.act('chief'), { ...now, here: true }))
  expect(await sees(world.actor('lead2'))).toBe(false)
})

test('the first prices of all change nothing and one person loads them; a trust’s first beside its hub’s takes two', async () => {
  const line = `CM/PHG/99/0800,DLN,${packs.melatonin},Larkspur Specials,direct,,50.00,2026-06-01,2028-05-31,,`
  const lead = () => world.act('lead', { trust: 'RZY' })
  const waiting = await ready(content(line), lead(), 'RZY')
  expect(code(await confirmLoad(lead(), waiting))).toBe('SECOND_PERSON')
  await world.sql('TRUNCATE award CASCADE')
  expect(code(await confirmLoad(lead(), waiting))).toBe('ok')
})
