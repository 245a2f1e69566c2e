import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import readExcel from 'read-excel-file/node'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { ownAuditKey } from '#lib/db/audit.ts'
import { codeOf } from '#lib/db/audit-codes.ts'
import { sealAudit } from '#lib/db/audit-seal.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { done, submittedPad } from '#lib/testing/a-pad.ts'
import { aRecord } from '#lib/testing/a-record.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addDays, localDate, londonDate } from '#lib/values/dates.ts'
import { rowsOfCsv, rowsOfXlsx } from '#scripts/audit/export-rows.ts'
import { verifyAudit } from '#scripts/audit/verify.ts'
import { type AuditAsked, auditAddress } from './audit.schema.ts'
import { auditEntry } from './audit-entry.queries.ts'
import { auditChoices, auditView, countAudit } from './audit-view.queries.ts'
import { exportAudit } from './export/export-audit.command.ts'
import { codedManifest, manifestText } from './export/manifest.ts'

const world = await aWorld()
const auditor = world.actor('auditor')
const asked = (parts: Record<string, string> = {}): AuditAsked => auditAddress.parse(parts)
const view = (parts: Record<string, string> = {}, actor: Actor = auditor) =>
  auditView(actor, world.clock(), asked(parts))

let first = ''
let second = ''

beforeAll(async () => {
  await world.sql('INSERT INTO stock_holding VALUES ($1, $2, $3, $4, $5, false, $6, 40000)', [
    ...[world.trusts.RZZ.id, world.trusts.RZZ.storeId, world.packs.meropenem, 'B1', '2028-01-01', world.vmps.meropenem],
  ])
  first = (await submittedPad(world, [{ pack: 'meropenem', packs: 600 }]))[0]?.number ?? ''
  world.clock.advance(3 * 86_400_000)
  done(await approveOrder(world.act('lead'), { number: first, version: 1, role: 'lead', comment: 'Needed' }))
  second = (await submittedPad(world, [{ pack: 'paracetamol', packs: 20 }]))[0]?.number ?? ''
})

test('the record is narrowed by order, person, product, supplier and time, all at once', async () => {
  const numbers = async (parts: Record<string, string>) => new Set((await view(parts)).rows.map((row) => row.number))
  expect(await numbers({ number: first.toLowerCase() })).toEqual(new Set([first]))
  expect(await numbers({ product: 'meropenem' })).toEqual(new Set([first]))
  expect(await numbers({ product: 'paracetamol' })).toEqual(new Set([second]))
  expect(await numbers({ product: 'nothing of the kind' })).toEqual(new Set())
  expect((await numbers({ supplier: world.suppliers.meridian })).has(first)).toBe(true)
  expect(await numbers({ supplier: world.suppliers.larkspur })).toEqual(new Set())
  const verbs = async (parts: Record<string, string>) => (await view(parts)).rows.map((row) => row.verb)
  expect(await verbs({ number: first, person: world.personId('lead') })).toEqual(['QUEUED', 'APPROVED'])
  expect(await verbs({ product: 'meropenem', person: world.personId('lead'), from: '26/11/2026' })).toEqual([
    'QUEUED',
    'APPROVED',
  ])
  expect(await verbs({ product: 'meropenem', person: world.personId('lead'), to: '25/11/2026' })).toEqual([])
  expect(await verbs({ number: first, to: '23/11/2026' })).toEqual(['SUBMITTED'])
  expect(await verbs({ number: first, product: 'paracetamol' })).toEqual([])
  expect(await verbs({ number: first, supplier: world.suppliers.calder })).toEqual([])
  expect(await countAudit(auditor, world.clock(), asked({ number: first, to: '23/11/2026' }), 10)).toBe(1)
})

test('pages follow one another by the last entry, none twice and none left out', async () => {
  const all = (await view()).rows.map((row) => row.id)
  const paged: string[] = []
  let after: string | undefined
  for (;;) {
    const page = await auditView(auditor, world.clock(), { ...asked(), ...(after && { after }) }, 2)
    paged.push(...page.rows.map((row) => row.id))
    if (page.after === null) break
    after = page.after
  }
  expect(paged).toEqual(all)
  expect(all.length).toBeGreaterThan(3)
})

test('another trust’s record is not shown, nor any to who may not look', async () => {
  const northbank = world.actor('auditor', { trust: 'RZY' })
  expect((await view({}, northbank)).rows).toEqual([])
  expect((await view({ number: first }, northbank)).rows).toEqual([])
  expect((await view({}, world.actor('technician'))).rows).toEqual([])
  const [row] = (await view()).rows
  expect(await auditEntry(northbank, row?.id ?? '')).toBeNull()
  expect(await auditEntry(world.actor('technician'), row?.id ?? '')).toBeNull()
  expect(await exportAudit(world.act('technician'), asked())).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect((await auditChoices(world.actor('lead'), world.clock(), { product: '' })).people).toEqual([])
})

test('a decision’s page says what was known then: price, contract line, stock, limits, rule version', async () => {
  const approved = (await view({ number: first })).rows.find((row) => row.verb === 'APPROVED')
  const before = await auditEntry(auditor, approved?.id ?? '')
  await world.sql('UPDATE stock_holding SET units_milli = 0')
  await world.sql('UPDATE award SET price = price + 10000')
  const page = await auditEntry(auditor, approved?.id ?? '')
  expect(page).toEqual(before)
  expect(page).toMatchObject({
    ...{ number: first, who: 'Lead of RZZ', chain: { broken: null } },
    asked: [{ role: 'lead', retrospective: false }],
    lines: {
      from: { verb: 'SUBMITTED', seq: 1 },
      rows: [
        {
          ...{ packs: 600, price: 185_000, basis: 'contract', state: 'ON_CONTRACT' },
          contract: { reference: 'CM/PHG/99/0001', buyingGroup: 'DLS', rank: 1, price: 185_000, validTo: '2028-12-31' },
          stock: { onHand: 40_000 },
        },
      ],
    },
    stock: [{ vmpId: world.vmps.meropenem, onHand: 40_000, ordered: 600 * 10_000 }],
  })
  const labels = page?.facts.map((fact) => fact.label)
  expect(labels).toEqual(
    expect.arrayContaining(['Version of the scheme of delegation', 'Limit of the role', 'Total with VAT', 'Comment']),
  )
  expect(JSON.stringify(approved?.payload)).not.toContain('of RZZ')
  await world.sql(`UPDATE audit_event SET verb = 'REJECTED' WHERE id = $1`, [approved?.id])
  expect((await auditEntry(auditor, approved?.id ?? ''))?.chain.broken).toMatchObject({ what: 'row_changed' })
  await world.sql(`UPDATE audit_event SET verb = 'APPROVED' WHERE id = $1`, [approved?.id])
})

test('an entry is sealed by its number in its chain, not by the time: by a seal that still holds', async () => {
  const [last] = (await view({ number: second })).rows
  const page = () => auditEntry(auditor, last?.id ?? '')
  expect((await page())?.seal).toBeNull()
  // a seal of a later time that does not cover the entry: written while the seal was being made
  const trustId = world.trusts.RZZ.id
  const seal = (day: string) =>
    withTrust(world.actor('auditor'), (tx) => sealAudit(tx, world.systemAct(), localDate(day)))
  const chainId = (await page())?.chainId ?? ''
  const today = londonDate(world.clock())
  const [head] = await world.sql<{ seq: number; mac: Buffer }>(
    'DELETE FROM audit_head WHERE trust_id = $1 AND chain_id = $2 RETURNING seq, mac',
    [trustId, chainId],
  )
  await seal(today)
  await world.sql('INSERT INTO audit_head VALUES ($1, $2, $3, $4)', [trustId, chainId, head?.seq, head?.mac])
  expect((await page())?.seal).toBeNull()
  await seal(addDays(today, 1))
  expect((await page())?.seal).toMatchObject({ day: addDays(today, 1), covers: head?.seq, broken: null })
  expect(await page()).toMatchObject({ chain: { length: head?.seq, from: 1, to: head?.seq, broken: null } })

  await world.sql('UPDATE audit_seal SET events = events + 1 WHERE trust_id = $1 AND day = $2', [
    trustId,
    addDays(today, 1),
  ])
  expect((await page())?.seal?.broken).toEqual({ what: 'seal_changed', day: addDays(today, 1) })
  await world.sql('UPDATE audit_seal SET events = events - 1 WHERE trust_id = $1 AND day = $2', [
    trustId,
    addDays(today, 1),
  ])
  await world.sql('UPDATE audit_event SET mac = sha256(mac) WHERE id = $1', [last?.id])
  expect((await page())?.seal?.broken).toMatchObject({ what: 'sealed_row_differs' })
  expect((await page())?.chain.broken).toMatchObject({ what: 'row_changed' })
  await world.sql(`UPDATE audit_event SET mac = $2 WHERE id = $1`, [last?.id, head?.mac])
})

test('of a long chain the entries around the one that is opened are checked, and which they are is said', async () => {
  const record = aRecord(world)
  const chain = world.newId()
  await record.note(chain, 600)
  const of = async (seq: number) => {
    const [row] = await world.sql<{ id: string }>('SELECT id FROM audit_event WHERE chain_id = $1 AND seq = $2', [
      chain,
      seq,
    ])
    return (await auditEntry(auditor, row?.id ?? ''))?.chain
  }
  expect(await of(1)).toEqual({ length: 600, from: 1, to: 500, broken: null })
  expect(await of(320)).toEqual({ length: 600, from: 70, to: 569, broken: null })
  expect(await of(600)).toEqual({ length: 600, from: 101, to: 600, broken: null })
  await world.sql(`UPDATE audit_event SET payload = payload || ' ' WHERE chain_id = $1 AND seq = 90`, [chain])
  expect(await of(320)).toMatchObject({ from: 70, to: 89, broken: { what: 'row_changed', seq: 90 } })
  expect(await of(600)).toMatchObject({ from: 101, to: 600, broken: null })
  await world.sql(`DELETE FROM audit_event WHERE chain_id = $1 AND seq = 600`, [chain])
  expect(await of(599)).toMatchObject({ broken: { what: 'row_missing', seq: 600 } })
  await world.sql(`DELETE FROM audit_event WHERE chain_id = $1`, [chain])
  await world.sql(`DELETE FROM audit_head WHERE chain_id = $1`, [chain])
})

test('an export is whole, is put on the record, and the program tells when anything of it was changed', async () => {
  const exported = done(await exportAudit(world.act('auditor'), asked({ number: first })))
  expect(exported.entries).toBeGreaterThan(1)
  const folder = mkdtempSync(path.join(tmpdir(), 'tincture-export-'))
  const check = async (content: Uint8Array, database = world.database.ownerUrl) => {
    const file = path.join(folder, 'export.zip')
    writeFileSync(file, content)
    const said: string[] = []
    const outcome = await verifyAudit(
      { database, trust: undefined, seals: undefined, export: file },
      (line) => void said.push(line),
    )
    return { outcome, said: said.join('\n') }
  }
  expect(await check(exported.content)).toMatchObject({
    outcome: 0,
    said: expect.stringContaining('each as it stands'),
  })
  const [taken] = await world.sql<{ payload: string }>("SELECT payload FROM audit_event WHERE verb = 'RECORD_EXPORTED'")
  expect(JSON.parse(taken?.payload ?? '{}').data).toMatchObject({
    query: { number: first },
    files: [{ name: 'audit.csv', sha256: exported.sha256 }, { name: 'audit.xlsx' }],
  })
  const files = unzipSync(exported.content)
  const workbook = await readExcel(Buffer.from(files['audit.xlsx'] ?? new Uint8Array()))
  const sheetRows = workbook.find(({ sheet }) => sheet === 'Audit')?.data ?? []
  const idAt = sheetRows[0]?.indexOf('Id') ?? -1
  const csvIds = rowsOfCsv(files['audit.csv'] ?? new Uint8Array()).map(({ id }) => id)
  expect(csvIds).toHaveLength(exported.entries)
  expect(sheetRows.slice(1).map((row) => row[idAt])).toEqual(csvIds)
  expect(workbook.find(({ sheet }) => sheet === 'Notes')?.data).toContainEqual(['Rows', exported.entries])
  expect(rowsOfXlsx(files['audit.xlsx'] ?? new Uint8Array())).toEqual(rowsOfCsv(files['audit.csv'] ?? new Uint8Array()))
  const csv = strFromU8(files['audit.csv'] ?? new Uint8Array())
  const changed = { ...files, 'audit.csv': strToU8(csv.replace('Lead of RZZ', 'Chief of RZZ')) }
  expect((await check(zipSync(changed))).said).toContain('audit.csv was changed')
  const said = strFromU8(files['manifest.json'] ?? new Uint8Array())
  const other = { ...files, 'manifest.json': strToU8(said.replace('Auditor of RZZ', 'Somebody')) }
  expect((await check(zipSync(other))).said).toContain('Its manifest was changed')
  const none = done(await exportAudit(world.act('auditor'), asked({ number: 'RZZ-0-0' })))
  const hollow = certified({ ...files, 'audit.xlsx': unzipSync(none.content)['audit.xlsx'] ?? new Uint8Array() })
  expect((await check(hollow)).said).toContain(`audit.xlsx has 0 entries, and audit.csv has ${exported.entries}`)
  await expect(check(strToU8('no zip'))).rejects.toThrow(/cannot be read as an export/)
  await world.sql(
    `DELETE FROM audit_event WHERE verb = 'SUBMITTED' AND chain_id IN (SELECT id FROM purchase_order WHERE number = $1)`,
    [first],
  )
  expect((await check(exported.content)).said).toMatch(/is not in the record any more/)
})

/** Files of an export under a manifest that fits them, as only the app itself can write one. */
function certified(files: Record<string, Uint8Array>): Uint8Array {
  const { code: _, ...said } = codedManifest.parse(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())))
  const hashed = said.files.map((one) => {
    const content = files[one.name] ?? new Uint8Array()
    return { ...one, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') }
  })
  const fits = { ...said, files: hashed }
  const code = codeOf(ownAuditKey(), Buffer.alloc(0), manifestText(fits)).toString('hex')
  return zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify({ ...fits, code })) })
}
