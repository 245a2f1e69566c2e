import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { leaveTrust } from '#lib/access/change-roles.command.ts'
import { nameDeputy } from '#lib/access/deputies/name-deputy.command.ts'
import { makeToken } from '#lib/access/make-token.command.ts'
import { signIn } from '#lib/access/sign-in.command.ts'
import { openDatabase } from '#lib/db/client.ts'
import { filesOf, fileToTake } from '#lib/lists/files.queries.ts'
import { makeFile } from '#lib/lists/make-file.job.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { DEPUTY_KINDS } from '#lib/orders/order/deputy-kinds.rules.ts'
import { done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import { askForData } from './ask-for-data.command.ts'
import { KEPT, KEPT_OUTSIDE, NOT_IN_IT } from './kept.rules.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
const world = await aWorld()
const refused = (code: string) => ({ ok: false, refusal: { code } })

/** The worker makes a file with its own rights. */
async function madeByWorker(fileId: string): Promise<string> {
  const close = openDatabase(world.database.workerUrl, 4)
  try {
    return await makeFile(world.systemAct(), fileId, world.clock)
  } finally {
    await close()
    openDatabase(world.database.appUrl, 20)
  }
}

type Exported = Record<string, Record<string, unknown>[]>

async function exported(
  act: ReturnType<typeof world.act>,
  personId: string,
): Promise<{ data: Exported; text: string }> {
  const { fileId } = done(await askForData(act, { personId }))
  expect(await madeByWorker(fileId)).toBe('ready')
  const parts: Uint8Array[] = []
  for await (const part of done(await fileToTake(act.actor, fileId)).parts) parts.push(part)
  const files = Object.entries(unzipSync(new Uint8Array(Buffer.concat(parts))))
  const texts = files.map(([name, bytes]) => [name.replace(/\.json$/, ''), strFromU8(bytes)] as const)
  const { contents, ...data } = Object.fromEntries(
    texts.map(([name, text]) => [name, JSON.parse(text)]),
  ) as Exported & {
    contents: unknown
  }
  const said = (contents as { contents: { file: string; rows: number }[] }).contents
  expect(said.map(({ file, rows }) => [file, rows])).toEqual(
    Object.entries(data).map(([file, rows]) => [`${file}.json`, rows.length]),
  )
  const [file] = (await filesOf(act.actor)).filter((one) => one.id === fileId)
  expect(file?.rows).toBe(said.reduce((sum, { rows }) => sum + rows, 0))
  return { data, text: texts.map(([, text]) => text).join('\n') }
}

/** Every column of the database that could say who: ids that point to no other table, and data of any shape. */
async function columnsThatCouldSayWho() {
  const rows = await world.sql<{ column: string }>(`
    SELECT c.relname || '.' || a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace IN ('public'::regnamespace, 'identity'::regnamespace) AND c.relkind = 'r' AND a.attnum > 0
      AND NOT a.attisdropped AND a.atttypid IN ('uuid'::regtype, 'uuid[]'::regtype, 'json'::regtype, 'jsonb'::regtype)
      AND a.attname <> 'trust_id' AND NOT (a.attname = 'id' AND c.relname <> 'directory_waiting')
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)
        AND k.confrelid NOT IN ('identity.person'::regclass, 'identity.second_factor'::regclass))`)
  return rows.map(({ column }) => column)
}

test('every column that could say who is in the export, or in the list of those that are not, with the reason', async () => {
  const inExport = [
    ...KEPT.flatMap(({ table, person }) => person.map(([column]) => `${table}.${column}`)),
    ...Object.values(KEPT_OUTSIDE).flatMap(({ columns }) => columns),
  ]
  const said = [...inExport, ...Object.keys(NOT_IN_IT)]
  expect(new Set(said).size, 'said twice').toBe(said.length)
  const there = await columnsThatCouldSayWho()
  expect(there.filter((column) => !said.includes(column)).sort()).toEqual([])
  const texts = ['audit_event.payload']
  expect(said.filter((column) => !there.includes(column) && !texts.includes(column)).sort()).toEqual([])
  expect(Object.values(NOT_IN_IT).filter((why) => why.length < 10)).toEqual([])
})

test('every kind holds every row that is about the person, and what nobody may have is not in it', async () => {
  const order = await anAskedOrder(world, { dayTotal: 3_000_000 })
  const input = { forPerson: world.personId('chief'), deputy: world.personId('lead'), away: true, most: null }
  const [from, until] = [new Date(world.clock().getTime() - 1000), new Date(world.clock().getTime() + 86_400_000)]
  done(
    await nameDeputy(world.act('chief'), { ...input, from, until, kinds: [...DEPUTY_KINDS], reason: 'Annual leave' }),
  )
  const shown = { number: order.number, version: order.version, role: 'lead' as const, comment: 'Noted' }
  done(await approveOrder(world.act('lead'), shown))
  await submittedPad(world, [{ pack: 'morphine', packs: 2 }])
  const token = { name: 'Ours', scopes: ['orders:read' as const], days: 30 }
  const { text: secret } = done(await makeToken(world.act('technician'), token))
  const people = (['technician', 'lead', 'chief', 'pharmacist', 'admin'] as const).map(
    (who) => [who, world.personId(who)] as const,
  )
  for (const [who, id] of people) {
    const { data, text } = await exported(world.act(who), id)
    expect(Object.keys(data).sort()).toEqual([...Object.keys(KEPT_OUTSIDE), ...KEPT.map(({ file }) => file)].sort())
    for (const { file, table, person, owner = 'trust_id' } of KEPT) {
      if (['files-taken', 'record', 'commands'].includes(file)) continue // asking for it is among them
      const about = person.map(([column]) => `strpos("${column}"::text, $2) > 0`).join(' OR ')
      const [row] = await world.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE ${owner} = $1 AND (${about})`,
        [world.trusts.RZZ.id, id],
      )
      expect([who, file, data[file]?.length]).toEqual([who, file, row?.n])
    }
    expect(data.person).toMatchObject([{ id }])
    expect(text).not.toMatch(/argon2|password_hash|token_hash/)
    expect(text).not.toContain(secret)
  }
  const chief = (await exported(world.act('chief'), world.personId('chief'))).data
  expect(chief.deputies).toMatchObject([{ 'you are': ['for person', 'made by'], reason: 'Annual leave' }])
  expect(chief.approvals).toMatchObject([{ 'you are': ['decided for'], order: order.number }])
  const lead = (await exported(world.act('lead'), world.personId('lead'))).data
  expect(lead.deputies).toMatchObject([{ 'you are': ['deputy'] }])
  const mine = (await exported(world.act('technician'), world.personId('technician'))).data
  expect(mine.tokens).toMatchObject([{ name: 'Ours', yours: true }])
  expect(mine.orders?.length).toBeGreaterThan(0)
})

test('more rows of a kind than a batch are all there, each once', async () => {
  const act = world.act('finance')
  await world.sql(
    `INSERT INTO saved_view (trust_id, id, list, name, query, owner_id, shared, version, changed_at)
     SELECT $1, gen_random_uuid(), 'orders', 'View ' || n, '', $2, false, 1, now() FROM generate_series(1, 2500) AS n`,
    [world.trusts.RZZ.id, world.personId('finance')],
  )
  const { data } = await exported(act, world.personId('finance'))
  expect(new Set(data['saved-views']?.map((one) => one.name)).size).toBe(2500)
  expect(data['saved-views']).toHaveLength(2500)
})

test('it is for the person alone; of somebody who left, for who gives out roles; and asking is on their record', async () => {
  const email = 'data@rzz.example'
  const made = done(await addPerson(world.act('admin'), { email, name: 'Data Person', roles: ['technician'] }))
  const { personId } = made
  done(await signIn({ email, password: made.password ?? '' }, world.clock()))
  const act = () => ({ ...world.act('technician'), actor: { ...world.actor('technician'), personId } })
  const others: [TestPerson, 'RZZ' | 'RZY'][] = [
    ...(['lead', 'auditor', 'technician', 'admin'] as const).map((who): [TestPerson, 'RZZ'] => [who, 'RZZ']),
    ['admin', 'RZY'],
  ]
  for (const [who, trust] of others)
    expect(await askForData(world.act(who, { trust }), { personId })).toMatchObject(refused('NOT_FOUND'))
  const { data } = await exported(act(), personId)
  expect(data['sign-ins']).toHaveLength(1)
  const [own] = await filesOf(act().actor)
  expect(own?.title).toBe('Everything kept about you')
  expect(await fileToTake(world.actor('admin'), own?.id ?? '')).toMatchObject(refused('FILE_OVER'))

  done(await leaveTrust(world.act('admin'), { personId, handTo: null }))
  const { data: after } = await exported(world.act('admin'), personId)
  expect(after.person).toMatchObject([{ name: 'Data Person', email }])
  const [file] = await filesOf(world.actor('admin'))
  expect(file?.title).toBe('Everything kept about Data Person')
  // they are back: it is theirs alone again, the file that was made included
  await world.sql('UPDATE identity.membership SET ended_at = NULL WHERE person_id = $1', [personId])
  expect(await fileToTake(world.actor('admin'), file?.id ?? '')).toMatchObject(refused('NOT_ALLOWED'))
  const asked = await world.sql<{ payload: string }>(
    `SELECT payload FROM audit_event WHERE chain_id = $1 AND verb = 'DATA_ASKED' ORDER BY seq`,
    [personId],
  )
  expect(asked.map(({ payload }) => (JSON.parse(payload) as { data: { own: boolean } }).data.own)).toEqual([
    true,
    false,
  ])
})

test('of a file that is asked for and no longer theirs to have, nothing is made', async () => {
  const { fileId } = done(await askForData(world.act('stores'), { personId: world.personId('stores') }))
  await world.sql(`UPDATE list_file SET query = jsonb_build_object('person', $2::text) WHERE id = $1`, [
    fileId,
    world.personId('admin'),
  ])
  expect(await madeByWorker(fileId)).toBe('failed')
})
