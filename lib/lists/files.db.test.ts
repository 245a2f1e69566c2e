import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { leaveTrust } from '#lib/access/change-roles.command.ts'
import { mayAny } from '#lib/access/permissions.ts'
import { ROLES } from '#lib/access/roles.ts'
import { takenList, takenRows } from '#lib/testing/a-list.ts'
import { done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { endWorkers, startWorker } from '#lib/testing/worker-process.ts'
import { readAhead } from './ahead.ts'
import { askForFile } from './ask-for-file.command.ts'
import { cancelFile } from './cancel-file.command.ts'
import { filesOf, fileToTake } from './files.queries.ts'
import { LIST_IDS, type ListId } from './list-ids.rules.ts'
import { listById } from './lists.ts'
import { makeFile } from './make-file.job.ts'
import { removeFile } from './remove-file.command.ts'
import { takeList } from './take-list.command.ts'
import { tellFile } from './tell-file.job.ts'
import { tidyFiles } from './tidy-files.job.ts'

const FULL = process.env.FULL === '1'
process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-files-'))

const world = await aWorld()
await submittedPad(world, [{ pack: 'paracetamol', packs: 12, supplierId: world.suppliers.meridian }])
await submittedPad(world, [{ pack: 'meropenem', packs: 3, supplierId: world.suppliers.meridian }])
beforeEach(() =>
  world.sql(
    "UPDATE list_file SET state = 'cancelled', ended_at = now(), run = NULL WHERE state IN ('waiting', 'making')",
  ),
)
afterAll(endWorkers)

const ask = async (
  person: TestPerson = 'lead',
  { list = 'orders' as ListId, format = 'csv' as 'csv' | 'xlsx', tell = false } = {},
) => done(await askForFile(world.act(person), { list, format, query: {}, tell })).fileId
const make = (id: string) => makeFile(world.systemAct(), id, world.clock)
const [stateOf, parts] = [
  async (id: string) =>
    (await world.sql<{ state: string; why: string }>('SELECT state, why FROM list_file WHERE id = $1', [id]))[0],
  async (id: string) => (await world.sql('SELECT 1 FROM list_file_part WHERE file_id = $1', [id])).length,
]
async function contentOf(person: TestPerson, id: string): Promise<string> {
  const file = done(await fileToTake(world.actor(person), id))
  const all: Uint8Array[] = []
  for await (const part of file.parts) all.push(part)
  const content = Buffer.concat(all)
  expect(content.length).toBe(file.sizeBytes)
  return content.toString('utf8')
}

describe('every list', () => {
  test.each(['orders', 'order-lines', 'audit'] as const)('%s tells before how many rows it will have', async (list) => {
    const person = list === 'audit' ? 'auditor' : 'lead2'
    const id = await ask(person, { list })
    const opened = done(await listById(list).open(world.actor(person), world.clock(), {}))
    const expected = await opened.expected()
    expect(await make(id)).toBe('ready')
    const [file] = (await filesOf(world.actor(person))).filter((one) => one.id === id)
    expect(file?.rows).toBeGreaterThan(0)
    expect([file?.rowsExpected, expected]).toEqual([file?.rows, file?.rows])
    const [order] = await world.sql<{ number: string }>('SELECT number FROM purchase_order ORDER BY id LIMIT 1')
    const narrowed = done(
      await listById(list).open(world.actor(person), world.clock(), { number: order?.number, only: order?.number }),
    )
    let rows = 0
    for await (const batch of narrowed.batches) rows += batch.length
    expect(await narrowed.expected()).toBe(rows)
    await world.sql('DELETE FROM list_file_part WHERE file_id = $1', [id])
    await world.sql('DELETE FROM list_file WHERE id = $1', [id])
  })

  test.each(LIST_IDS)('%s opens to the roles it is for, and to nobody else', async (id) => {
    const { permission } = listById(id)
    const query: Record<string, string> = {
      q: 'meropenem',
      vmp: world.vmps.meropenem,
      supplier: world.suppliers.meridian,
    }
    for (const role of ROLES) {
      const actor = world.actor(role, role === 'hub' ? { trust: 'QZZ' } : {})
      const rows = await takenRows(actor, world.clock(), id, query)
      const meant = mayAny({ roles: [role] }, permission)
      if (meant) expect(rows, role).not.toBe('NOT_ALLOWED')
      else expect(rows, role).toBe('NOT_ALLOWED')
    }
  })

  test('is one trust’s own', async () => {
    const [mine, other] = [world.actor('lead'), world.actor('lead', { trust: 'RZY' })]
    expect(await takenRows(mine, world.clock(), 'orders')).toHaveLength(2)
    expect(await takenRows(mine, world.clock(), 'order-lines')).toHaveLength(2)
    expect(await takenRows(other, world.clock(), 'orders')).toEqual([])
    expect(await takenRows(other, world.clock(), 'order-lines')).toEqual([])
    expect(await takenRows(other, world.clock(), 'audit')).toBe('NOT_ALLOWED')
    expect(await takenRows(world.actor('chief', { trust: 'RZY' }), world.clock(), 'audit')).toEqual([])
  })

  test('keeps the filters and sort of its page, and hides what its page hides', async () => {
    const up = await takenRows(world.actor('lead'), world.clock(), 'orders', { sort: 'total' })
    const down = await takenRows(world.actor('lead'), world.clock(), 'orders', { sort: '-total' })
    expect([...up].reverse()).toEqual(down)
    const some = await takenRows(world.actor('lead'), world.clock(), 'orders', { q: 'paracetamol' })
    expect(some).toHaveLength(1)
    for (const list of ['orders', 'order-lines'] as const) {
      const shown = await takenRows(world.actor('stores'), world.clock(), list)
      for (const row of shown) expect(row).toContain('Not shown to your role')
    }
    expect(await takenRows(world.actor('lead'), world.clock(), 'orders', { from: 'yesterdayish' })).toBe('INVALID')
  })

  test('says in its workbook what it is: as of when, whose, under which filters', async () => {
    const query = { q: 'paracetamol', view: 'awaiting_approval' }
    const file = await takenList(world.actor('technician'), world.clock(), { list: 'orders', format: 'xlsx', query })
    const [list, notes] = await readExcel(file as Buffer)
    expect(list?.data[0]?.at(-1)).toBe('Total with VAT (£)')
    const said = Object.fromEntries((notes?.data ?? []).map(([label, value]) => [String(label), value]))
    expect(said).toMatchObject({
      List: 'Orders',
      'Taken by': world.actor('technician').name,
      View: 'Awaiting approval',
    })
    expect(said).toMatchObject({ 'Order, supplier or product': 'paracetamol', Sorted: 'newest first' })
    expect(said).toHaveProperty('Prices', 'Those of patient access schemes are not shown to your role')
    expect(said['As of']).toBeInstanceOf(Date)
  })

  test('is on the record where it holds prices or people, with who took it and how much', async () => {
    const taken = () => world.sql<{ payload: string }>("SELECT payload FROM audit_event WHERE verb = 'LIST_TAKEN'")
    const act = world.act('admin')
    done(await takeList(act, { list: 'people', format: 'csv', rows: 11, query: {} }))
    done(await takeList(world.act('admin'), { list: 'webhooks', format: 'csv', rows: 1, query: {} }))
    const [{ payload } = { payload: '{}' }, ...more] = await taken()
    expect(more).toEqual([])
    expect(JSON.parse(payload)).toMatchObject({
      actor: act.actor.personId,
      data: { list: 'people', rows: 11, sensitive: ['people'] },
    })
    expect(
      await takeList(world.act('technician'), { list: 'people', format: 'csv', rows: 1, query: {} }),
    ).toMatchObject({ ok: false })
  })

  test('is made while one waits only when it is short', async () => {
    const open = async () => done(await listById('orders').open(world.actor('lead'), world.clock(), {}))
    expect(await readAhead(await open(), 1)).toBeNull()
    const ahead = await readAhead(await open(), 2)
    expect(ahead?.rows).toBe(2)
    const read = async () => {
      let rows = 0
      for await (const batch of ahead?.list.batches ?? []) rows += batch.length
      return rows
    }
    expect([await read(), await read()]).toEqual([2, 2])
  })
})

describe('a file made by the worker', () => {
  test('is what its maker would have been shown, theirs alone, and stays until its time is over', async () => {
    const id = await ask('stores')
    expect(await filesOf(world.actor('stores'))).toMatchObject([{ id, state: 'waiting', title: 'Orders' }])
    expect(await make(id)).toBe('ready')
    expect(await make(id)).toBe('settled')
    const text = await contentOf('stores', id)
    expect(text.trim().split('\r\n').slice(1)).toEqual(await takenRows(world.actor('stores'), world.clock(), 'orders'))
    expect(text).toContain('Not shown to your role')
    for (const [person, trust] of [
      ['lead', 'RZZ'],
      ['stores', 'RZY'],
    ] as const)
      expect(await fileToTake(world.actor(person, { trust }), id)).toMatchObject({
        ok: false,
        refusal: { code: 'FILE_OVER' },
      })
    expect(await filesOf(world.actor('lead'))).toEqual([])
    world.clock.advance(6 * 86_400_000)
    await tidyFiles(world.systemAct())
    expect(await stateOf(id)).toMatchObject({ state: 'ready' })
    world.clock.advance(2 * 86_400_000)
    expect(await tidyFiles(world.systemAct())).toMatchObject({ removed: 1 })
    expect([await stateOf(id), await parts(id)]).toEqual([undefined, 0])
    const record = await world.sql(
      `SELECT payload::jsonb->'data' AS data FROM audit_event WHERE verb = 'OLD_DATA_DELETED'`,
    )
    expect(record).toEqual([{ data: { files: 1 } }])
  })

  test('is on the record; and by e-mail where that was wished, without anything of what it holds', async () => {
    const id = await ask('lead', { format: 'xlsx', tell: true })
    await make(id)
    const [{ payload } = { payload: '' }] = await world.sql<{ payload: string }>(
      "SELECT payload FROM audit_event WHERE chain_id = $1 AND verb = 'FILE_ASKED'",
      [id],
    )
    expect(JSON.parse(payload).data).toMatchObject({ list: 'orders', format: 'xlsx', sensitive: ['prices'] })
    expect(
      await world.sql("SELECT 1 FROM pgboss.job WHERE name = 'tell-file' AND data->>'id' = $1", [id]),
    ).toHaveLength(1)
    expect([await tellFile(world.systemAct(), id), await tellFile(world.systemAct(), id)]).toEqual(['sent', 'sent'])
    const folder = path.join(String(process.env.DATA_DIR), 'outgoing')
    const mails = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes(id))
    expect(mails).toHaveLength(1)
    const mail = readFileSync(path.join(folder, mails[0] ?? ''), 'utf8')
    expect(mail).toMatch(/Subject: Your file is ready: Orders/)
    expect(mail).not.toMatch(/£|RZZ-PH/)
  })

  test('is refused to who may not see the list, and for more than three at a time', async () => {
    const refused = await askForFile(world.act('technician'), { list: 'audit', format: 'csv', query: {}, tell: false })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
    const asked = await Promise.all(
      Array.from({ length: 6 }, () =>
        askForFile(world.act('lead'), { list: 'orders', format: 'csv', query: {}, tell: false }),
      ),
    )
    expect(asked.filter((one) => one.ok)).toHaveLength(3)
    expect(asked.filter((one) => !one.ok).map((one) => !one.ok && one.refusal.code)).toEqual(
      Array(3).fill('FILES_UNDER_WAY'),
    )
  })

  test('replayed with the same key is the same file', async () => {
    const act = world.act('lead')
    const input = { list: 'orders', format: 'csv', query: {}, tell: false } as const
    expect(await askForFile(act, input)).toEqual(await askForFile(act, input))
    expect((await filesOf(world.actor('lead'))).filter((file) => file.state === 'waiting')).toHaveLength(1)
  })

  test('has one maker at a time; the one that comes second finds it taken', async () => {
    const id = await ask()
    const both = await Promise.allSettled([make(id), make(id)])
    const made = both.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))
    expect(made.filter((one) => one === 'ready')).toHaveLength(1)
    expect(made.filter((one) => one !== 'ready')[0]).toMatch(/settled|Another worker is making this file/)
    expect((await contentOf('lead', id)).split('\r\n')).toHaveLength(4)
  })

  test('can be cancelled while it waits and while it is made; nothing of it stays', async () => {
    const id = await ask()
    expect(await cancelFile(world.act('stores'), { fileId: id })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    expect(await cancelFile(world.act('lead', { trust: 'RZY' }), { fileId: id })).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    done(await cancelFile(world.act('lead'), { fileId: id }))
    expect(await make(id)).toBe('settled')
    expect([await stateOf(id), await parts(id)]).toEqual([{ state: 'cancelled', why: '' }, 0])
    expect(await cancelFile(world.act('lead'), { fileId: id })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    const other = await ask()
    await world.sql("UPDATE list_file SET state = 'making', run = $2, beat_at = now() WHERE id = $1", [
      other,
      world.newId(),
    ])
    expect(await removeFile(world.act('lead'), { fileId: other })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
    done(await cancelFile(world.act('lead'), { fileId: other }))
    done(await removeFile(world.act('lead'), { fileId: other }))
    expect(await stateOf(other)).toBeUndefined()
  })

  test('whose maker fell silent is begun anew; a round finds one that was forgotten', async () => {
    const id = await ask()
    await world.sql("UPDATE list_file SET state = 'making', run = $2, beat_at = now() WHERE id = $1", [
      id,
      world.newId(),
    ])
    await expect(make(id)).rejects.toThrow('Another worker')
    await world.sql("UPDATE list_file SET beat_at = now() - interval '1 minute' WHERE id = $1", [id])
    const untidy = await world.sql<{ id: string }>("SELECT trusts_with_files_to_tidy('2000-01-01', now()) AS id")
    expect(untidy).toEqual([{ id: world.trusts.RZZ.id }])
    expect(await make(id)).toBe('ready')
  })

  test('is not made for who has left, and not handed to who may see less than when it was made', async () => {
    const id = await ask('pharmacist2', { list: 'orders' })
    await make(id)
    const seen = world.actor('pharmacist2')
    expect(await fileToTake(seen, id)).toMatchObject({ ok: true })
    expect(await fileToTake({ ...seen, roles: ['stores'] }, id)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    expect(await fileToTake({ ...seen, roles: ['admin'] }, id)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    const later = await ask('pharmacist2')
    done(await leaveTrust(world.act('admin'), { personId: world.personId('pharmacist2') }))
    expect(await make(later)).toBe('failed')
    expect(await stateOf(later)).toEqual({ state: 'failed', why: 'left' })
  })

  test('that cannot be made is tried again, and given up in the end', async () => {
    const id = await ask()
    await world.sql("UPDATE list_file SET tries = 4, query = '{}' WHERE id = $1", [id])
    await world.sql('ALTER TABLE list_file_part ADD CONSTRAINT planted CHECK (part_no > 99) NOT VALID')
    try {
      expect(await make(id)).toBe('failed')
    } finally {
      await world.sql('ALTER TABLE list_file_part DROP CONSTRAINT planted')
    }
    expect(await stateOf(id)).toEqual({ state: 'failed', why: 'fault' })
  })

  test.each(FULL ? ['file claimed', 'file part kept', 'file whole'] : ['file part kept'])(
    'a worker killed at “%s” loses nothing: another makes it whole',
    async (step) => {
      const id = await ask()
      const settings = { WORKER_ROUND_SECONDS: '0.3', DATA_DIR: String(process.env.DATA_DIR) }
      const doomed = startWorker(world.database.workerUrl, settings, { endAt: step })
      expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' })
      expect(await stateOf(id)).toMatchObject({ state: 'making' })
      expect(await fileToTake(world.actor('lead'), id)).toMatchObject({ refusal: { code: 'FILE_OVER' } })
      await world.sql("UPDATE list_file SET beat_at = now() - interval '1 minute' WHERE id = $1", [id])
      const heir = startWorker(world.database.workerUrl, settings)
      await expect.poll(async () => (await stateOf(id))?.state, { interval: 200, timeout: 60_000 }).toBe('ready')
      heir.kill('SIGTERM')
      await heir.ended
      expect((await contentOf('lead', id)).split('\r\n')).toHaveLength(4)
      expect(await parts(id)).toBe(1)
    },
    90_000,
  )
})
