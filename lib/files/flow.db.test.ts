import { describe, expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { workbookOf } from '#lib/testing/a-workbook.ts'
import { cancelLoad } from './cancel-load.command.ts'
import { chooseFile } from './choose-file.command.ts'
import { confirmLoad } from './confirm-load.command.ts'
import { beginRun, loadById } from './load.store.ts'
import { loadFile } from './load-file.job.ts'
import { columnSamples, loadedFile, loadProblems, loadProgress, loadsOf, loadView } from './loads.queries.ts'
import { readFileRows } from './read-file.job.ts'
import { sayColumns } from './say-columns.command.ts'
import { undoLoad } from './undo-load.command.ts'
import { workOnFile } from './work-on-file.job.ts'

const world = await aWorld()
const { packs, trusts } = world
const HEAD = ['Contract no', 'Region', 'AMPP code', 'Awarded supplier', 'Contract price', 'Start', 'End']
const row = (ref: string, price: string) => [
  ref,
  'DLS',
  packs.melatonin,
  'Quill Labs',
  price,
  '2026-06-01',
  '31/05/2028',
]
const CANONICAL = 'contract_ref,buying_group,ampp_id,supplier_name,route,price_ex_vat,valid_from,valid_to'
const canonical = (ref: string, price = '5.00') =>
  new TextEncoder().encode(
    `${CANONICAL}\n${ref},DLS,${packs.melatonin},Labs of ${ref.slice(-4)},direct,${price},2026-06-01,2028-05-31\n`,
  )

const admin = (key?: string) => world.act('admin', key ? { key } : {})

async function choose(content: Uint8Array, fileName = 'prices.csv', act: Act = admin()): Promise<string> {
  const chosen = await chooseFile(act, { kind: 'contracts', fileName, content, here: true })
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal))
  return chosen.value.loadId
}

const seen = async (loadId: string) => {
  const view = await loadView(world.actor('admin'), loadId)
  if (!view) throw new Error('There is no such load')
  return view
}
const work = (loadId: string) => workOnFile(world.systemAct(), loadId)
const awards = async (ref: string) =>
  (await world.sql('SELECT 1 FROM award a JOIN framework f ON f.id = a.framework_id WHERE f.reference = $1', [ref]))
    .length

async function ready(ref: string): Promise<{ loadId: string; version: number }> {
  const loadId = await choose(canonical(ref))
  await work(loadId)
  const { state, version } = await seen(loadId)
  expect(state).toBe('ready')
  return { loadId, version }
}

describe('columns that are not named as in the template', () => {
  test('are asked for, said once with what is the same in every row, and remembered', async () => {
    const loadId = await choose(workbookOf([['Prices of June'], HEAD, row('CM/PHG/99/0201', '5.00')]), 'portal.xlsx')
    await work(loadId)
    const asked = await seen(loadId)
    expect(asked).toMatchObject({ state: 'columns', layout: { headRow: 2 }, report: { problemCount: 1 } })
    expect((await columnSamples(world.actor('admin'), asked))[4]).toBe('5.00')
    const places = { ...asked.layout?.places, route: { value: 'direct' } }
    const say = (more: object) =>
      sayColumns(admin(), { loadId, version: asked.version, places: { ...places, ...more } })
    const missing = await sayColumns(admin(), { loadId, version: asked.version, places: asked.layout?.places ?? {} })
    expect(missing).toMatchObject({ refusal: { code: 'INVALID', errors: [{ field: 'column.route' }] } })
    expect(await say({ lot: { column: 0 } })).toMatchObject({ refusal: { errors: [{ field: 'column.lot' }] } })
    expect(await say({ lot: { column: 70 } })).toMatchObject({ refusal: { errors: [{ field: 'column.lot' }] } })
    expect(await say({ ampp_id: { value: '1' } })).toMatchObject({ refusal: { errors: [{ field: 'column.ampp_id' }] } })
    const both = await Promise.all([say({}), say({})])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    await work(loadId)
    expect(await seen(loadId)).toMatchObject({ state: 'ready', report: { added: 1 } })

    const next = await choose(
      new TextEncoder().encode([[...HEAD].reverse(), row('CM/PHG/99/0202', '6').reverse()].join('\n')),
    )
    await work(next)
    expect(await seen(next)).toMatchObject({ state: 'ready', report: { added: 1 } })
    const elsewhere = await chooseFile(world.act('admin', { trust: 'RZY' }), {
      ...{ kind: 'contracts', fileName: 'portal.csv', here: true },
      content: new TextEncoder().encode([HEAD, row('CM/PHG/99/0203', '6')].join('\n')),
    })
    const id = elsewhere.ok ? elsewhere.value.loadId : ''
    await workOnFile(world.systemAct('RZY'), id)
    expect(await loadView(world.actor('admin', { trust: 'RZY' }), id)).toMatchObject({ state: 'columns' })
  })

  test('a bad row is named by the file’s own name of the column, with its letters', async () => {
    const content = workbookOf([HEAD, row('CM/PHG/99/0204', 'POA'), row('CM/PHG/99/0204', '1')])
    const loadId = await choose(content, 'portal.xlsx')
    await work(loadId)
    expect(await seen(loadId)).toMatchObject({
      ...{ state: 'faulty', report: { problems: [{ row: 2, column: 'Contract price (E)', cell: 'POA' }] } },
    })
    expect(await loadProblems(world.actor('admin'), loadId)).toMatchObject({ value: [{ row: 2 }] })
  })
})

describe('saying yes', () => {
  test('once, to what was shown; in the name of who said so, and kept as it came', async () => {
    const { loadId, version } = await ready('CM/PHG/99/0210')
    const both = await Promise.all([
      confirmLoad(admin(), { loadId, version, here: true }),
      confirmLoad(admin(), { loadId, version, here: true }),
    ])
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['CHANGED_MEANWHILE', 'ok'])
    await Promise.all([work(loadId), work(loadId)])
    expect(await seen(loadId)).toMatchObject({
      state: 'loaded',
      report: { added: 1 },
      loadedBy: expect.stringMatching(/\w/),
    })
    expect(await awards('CM/PHG/99/0210')).toBe(1)
    const [{ actor } = { actor: null }] = await world.sql<{ actor: string }>(
      `SELECT actor_id::text AS actor FROM audit_event WHERE chain_id = $1 AND verb = 'LOADED'`,
      [loadId],
    )
    expect(actor).toBe(world.personId('admin'))
    expect(await loadedFile(world.actor('admin'), loadId)).toMatchObject({ value: { fileName: 'prices.csv' } })
    expect(await world.sql('SELECT 1 FROM file_rows WHERE load_id = $1', [loadId])).toEqual([])
  })

  test('where what stands changed since, nothing is loaded and the new report waits', async () => {
    const first = await ready('CM/PHG/99/0211')
    const second = await ready('CM/PHG/99/0211')
    for (const one of [first, second])
      expect(await confirmLoad(admin(), { ...one, here: true })).toMatchObject({ ok: true })
    await work(first.loadId)
    await work(second.loadId)
    expect(await seen(second.loadId)).toMatchObject({ state: 'unchanged' })
    expect(await awards('CM/PHG/99/0211')).toBe(1)
  })

  test('the same key replays; another trust’s file is not there; who may not is refused', async () => {
    const { loadId, version } = await ready('CM/PHG/99/0212')
    const key = world.newId()
    const one = await confirmLoad(admin(key), { loadId, version, here: true })
    expect(await confirmLoad(admin(key), { loadId, version, here: true })).toEqual(one)
    const other = () => world.act('admin', { trust: 'RZY' })
    for (const done of [
      await confirmLoad(other(), { loadId, version, here: true }),
      await cancelLoad(other(), { loadId }),
      await undoLoad(other(), { loadId }),
      await sayColumns(other(), { loadId, version, places: {} }),
    ]) {
      expect(done).toMatchObject({ refusal: { code: 'FILE_GONE' } })
    }
    expect(await loadView(world.actor('admin', { trust: 'RZY' }), loadId)).toBeNull()
    expect(await loadProgress(world.actor('admin', { trust: 'RZY' }), loadId)).toMatchObject({ ok: false })
    expect(await confirmLoad(world.act('technician'), { loadId, version, here: true })).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
    expect(await loadView(world.actor('stores'), loadId)).toBeNull()
    expect((await loadsOf(world.actor('stores'))).loads).toEqual([])
  })
})

describe('throwing away', () => {
  test('at every stage: nothing is loaded, the bytes go', async () => {
    const stages: [string, (loadId: string) => Promise<unknown>][] = [
      ['reading', async () => undefined],
      ['ready', work],
      [
        'loading',
        async (loadId) => {
          await work(loadId)
          const { version } = await seen(loadId)
          await confirmLoad(admin(), { loadId, version, here: true })
        },
      ],
    ]
    for (const [state, until] of stages) {
      const loadId = await choose(canonical('CM/PHG/99/0220'))
      await until(loadId)
      expect((await seen(loadId)).state).toBe(state)
      expect(await cancelLoad(admin(), { loadId })).toMatchObject({ ok: true })
      await work(loadId)
      expect(await seen(loadId)).toMatchObject({ state: 'cancelled', kept: false })
      expect(await cancelLoad(admin(), { loadId })).toMatchObject({ refusal: { code: 'FILE_GONE' } })
    }
    expect(await awards('CM/PHG/99/0220')).toBe(0)
  })

  test('while it is being loaded: it is loaded, or it is not; never half', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ref = `CM/PHG/99/03${round}0`
      const { loadId, version } = await ready(ref)
      await confirmLoad(admin(), { loadId, version, here: true })
      const [, cancelled] = await Promise.all([work(loadId), cancelLoad(admin(), { loadId })])
      const { state } = await seen(loadId)
      expect(state).toBe(cancelled.ok ? 'cancelled' : 'loaded')
      expect(await awards(ref)).toBe(cancelled.ok ? 0 : 1)
    }
  })
})

describe('a worker that is cut off', () => {
  const runOf = async (loadId: string, state: 'reading' | 'loading') => {
    const act = world.systemAct()
    return withTrust(act.actor, async (tx) => {
      const run = await beginRun(tx, act, loadId, state)
      const load = await loadById(tx, loadId)
      if (!run || !load) throw new Error('It moved on')
      return { run, load }
    })
  }

  test('leaves nothing that the next cannot begin anew, and can write no more itself', async () => {
    const loadId = await choose(canonical('CM/PHG/99/0230'))
    const lost = await runOf(loadId, 'reading')
    await readFileRows(admin(), lost.load, world.newId())
    expect((await seen(loadId)).state).toBe('reading')
    await work(loadId)
    const { version } = await seen(loadId)
    await confirmLoad(admin(), { loadId, version, here: true })
    const late = await runOf(loadId, 'loading')
    await runOf(loadId, 'loading')
    expect(await loadFile(admin(), late.load, late.run)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
    expect(await awards('CM/PHG/99/0230')).toBe(0)
    await work(loadId)
    expect(await seen(loadId)).toMatchObject({ state: 'loaded' })
    expect(await awards('CM/PHG/99/0230')).toBe(1)
  })

  test('three times is given up, and the file can be thrown away', async () => {
    const loadId = await choose(canonical('CM/PHG/99/0231'))
    for (let run = 0; run < 3; run += 1) await runOf(loadId, 'reading')
    await work(loadId)
    expect((await seen(loadId)).state).toBe('failed')
    expect(await cancelLoad(admin(), { loadId })).toMatchObject({ ok: true })
  })

  test('nobody loads who may not any more', async () => {
    const { loadId, version } = await ready('CM/PHG/99/0232')
    await confirmLoad(admin(), { loadId, version, here: true })
    const roles = 'UPDATE identity.membership SET ended_at = $3 WHERE person_id = $1 AND trust_id = $2'
    await world.sql(roles, [world.personId('admin'), trusts.RZZ.id, world.clock()])
    await work(loadId)
    await world.sql(roles, [world.personId('admin'), trusts.RZZ.id, null])
    expect(await seen(loadId)).toMatchObject({ state: 'faulty' })
    expect(await awards('CM/PHG/99/0232')).toBe(0)
  })
})
