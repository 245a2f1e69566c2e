import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { outsideSeal } from '#lib/audit/seals/outside-seal.ts'
import { openDatabase } from '#lib/db/client.ts'
import { listOutgoing } from '#lib/exchange/mail/outgoing-folder.ts'
import { sealYesterday } from '#lib/jobs/seal-audit.job.ts'
import { aRecord } from '#lib/testing/a-record.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { saveSettings } from '#lib/trusts/save-settings.command.ts'
import { DEFAULT_SETTINGS } from '#lib/trusts/settings.schema.ts'
import { verifyAudit } from '#scripts/audit/verify.ts'
import { mailSeal } from './mail-seal.job.ts'
import { keepSealFile, sealsFolder } from './seals-folder.ts'

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-seals-'))

const world = await aWorld()
const record = aRecord(world)
const chainId = world.newId()

beforeAll(async () => {
  await record.note(chainId, 3)
})

const program = async (asked: { seals?: string; trust?: string } = {}) => {
  const said: string[] = []
  const { seals, trust } = asked
  const outcome = await verifyAudit(
    { database: world.database.ownerUrl, trust, seals, export: undefined },
    (line) => void said.push(line),
  )
  return { outcome, said: said.join('\n') }
}

test('the worker seals yesterday, keeps the seal in the folder once, and says so where it is another', async () => {
  const close = openDatabase(world.database.workerUrl)
  await sealYesterday(world.systemAct())
  await sealYesterday(world.systemAct())
  await close()
  const folder = sealsFolder('RZZ')
  expect(readdirSync(folder)).toEqual(['RZZ-2026-11-22.seal.json'])
  const file = path.join(folder, 'RZZ-2026-11-22.seal.json')
  const text = readFileSync(file, 'utf8')
  expect(outsideSeal.parse(JSON.parse(text))).toMatchObject({ day: '2026-11-22', chains: 1, events: 3 })
  expect(await keepSealFile('RZZ', '2026-11-22', text)).toBe('same')
  const renamed = text.replace('Riverside University Hospitals', 'Riverside and Valley')
  expect(renamed).not.toBe(text)
  expect(await keepSealFile('RZZ', '2026-11-22', renamed)).toBe('same')
  const { seal } = outsideSeal.parse(JSON.parse(text))
  expect(await keepSealFile('RZZ', '2026-11-22', text.replace(seal, seal.replace(/./g, '0')))).toBe('another')
  expect(await keepSealFile('RZZ', '2026-11-22', '')).toBe('another')
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect(await listOutgoing('RZZ')).toEqual([])
})

test('where the trust has set an address the seal is mailed with its file, the same message on every try', async () => {
  const settings = { ...DEFAULT_SETTINGS, sealsTo: 'internal.audit@riverside.example' }
  expect(await saveSettings(world.act('admin'), { version: 0, settings })).toMatchObject({ ok: true })
  expect(await mailSeal(world.systemAct(), '2026-11-21')).toBe('not_wanted')
  expect(await mailSeal(world.systemAct(), '2026-11-22')).toBe('sent')
  expect(await mailSeal(world.systemAct(), '2026-11-22')).toBe('sent')
  const [message, ...more] = await listOutgoing('RZZ')
  expect(more).toEqual([])
  const raw = readFileSync(path.join(process.env.DATA_DIR ?? '', 'outgoing', 'RZZ', message?.name ?? ''), 'utf8')
  expect(raw).toContain('To: internal.audit@riverside.example')
  expect(raw).toContain('filename=RZZ-2026-11-22.seal.json')
  world.clock.advance(86_400_000)
  await sealYesterday(world.systemAct())
  const queued = await world.sql<{ data: { id: string } }>("SELECT data FROM pgboss.job WHERE name = 'mail-seal'")
  expect(queued.map((job) => job.data.id)).toEqual(['2026-11-23'])
})

test('audit:verify says what is whole, what is not sealed and what it cannot prove', async () => {
  await record.note(chainId, 2)
  const { outcome, said } = await program({ seals: sealsFolder('RZZ') })
  expect(outcome).toBe(0)
  expect(said).toContain('✓ Riverside University Hospitals NHS Trust (RZZ): 6 entries in 2 chains, 2 seals')
  expect(said).toContain('2 seals kept outside: all as in the database.')
  expect(said).toContain('2 entries in 1 chain not sealed yet.')
  expect(said).toContain('What no seal covers cannot be proved to be whole')
  expect((await program({ trust: 'RZY' })).said).toContain('0 entries in 0 chains, no seal yet')
})

test('audit:verify names the first broken entry, and a database made anew behind the back of the seals', async () => {
  await world.sql(`UPDATE audit_event SET verb = 'REJECTED' WHERE chain_id = $1 AND seq = 2`, [chainId])
  const broken = await program()
  expect(broken.outcome).toBe(1)
  expect(broken.said).toContain(`✗ Riverside University Hospitals NHS Trust (RZZ): Entry 2 of order (chain ${chainId})`)
  expect(broken.said).toContain('its column for what was done is not what its text says')
  await world.sql(`UPDATE audit_event SET verb = 'APPROVED' WHERE chain_id = $1 AND seq = 2`, [chainId])
  expect((await program()).outcome).toBe(0)
  await world.sql('DELETE FROM audit_seal')
  expect((await program()).outcome).toBe(0)
  expect((await program({ seals: sealsFolder('RZZ') })).said).toContain(
    'The seal of 2026-11-22 is kept outside and is not in the database.',
  )
})

test('audit:verify does not take another key, an address that leads nowhere, or a folder with what is no seal', async () => {
  const { AUDIT_KEY } = process.env
  await world.sql(`COMMENT ON TABLE audit_event IS 'Kept with the key 0000000000000000'`)
  await expect(program()).rejects.toThrow(/another audit key/)
  await world.sql('COMMENT ON TABLE audit_event IS NULL')
  process.env.AUDIT_KEY = AUDIT_KEY
  await expect(program({ trust: 'RXX' })).rejects.toThrow(/no organisation RXX/)
  const folder = mkdtempSync(path.join(tmpdir(), 'tincture-no-seals-'))
  writeFileSync(path.join(folder, 'one.seal.json'), '{}')
  chmodSync(folder, 0o755)
  await expect(program({ seals: folder })).rejects.toThrow(/is not a seal/)
  await expect(program({ seals: path.join(folder, 'nowhere') })).rejects.toThrow(/no folder/)
})
