import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'
import type { NoticeKind } from './notice.schema.ts'
import { sendNotice } from './send-notice.job.ts'

process.env.DATA_DIR = mkdtempSync(path.join(os.tmpdir(), 'notices-'))
delete process.env.SMTP_URL
process.env.PUBLIC_URL = 'https://tincture.example/'
const world = await aWorld()

/** Every message in the outgoing folder, decoded enough to be read. */
const outgoing = (): string[] =>
  readdirSync(process.env.DATA_DIR ?? '', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.eml'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8').replace(/=\r\n/g, ''))

const notice = (id: string, kind: NoticeKind, person: TestPerson, at = world.clock()) =>
  sendNotice(world.systemAct(), {
    trustId: world.trusts.RZZ.id,
    id,
    kind,
    personId: world.personId(person),
    version: '1',
    at: at.toISOString(),
  })

test('a waiting approval is mailed once to whom it came, with the evidence and the link', async () => {
  const order = await anAskedOrder(world)
  expect(await notice(order.id, 'approval_waiting', 'lead')).toBe('sent')
  expect(await notice(order.id, 'approval_waiting', 'lead')).toBe('sent')
  const mails = outgoing().filter((mail) => mail.includes(order.number))
  expect(mails).toHaveLength(1)
  expect(mails[0]).toContain('To: lead@rzz.example')
  expect(mails[0]).toContain(`https://tincture.example/orders/${order.number}/approve`)
  expect(mails[0]).toContain('text/html')
  for (const part of ['What:', 'Why it needs you:', 'How much:', 'Stock:', 'What was checked:'])
    expect(mails[0]).toContain(part)
  expect(mails[0]).toContain('12 packs of Meropenem')
  expect(mails[0]).toContain('=C2=A3266.40 with VAT')
})

test('amounts are for who may see them all, and a confidential one is in no mail', async () => {
  const order = await anAskedOrder(world, { asked: [{ role: 'lead' }, { role: 'pharmacist' }] })
  await world.sql(`UPDATE order_line SET why = '{"contract": {"confidentiality": "pas"}}' WHERE order_id = $1`, [
    order.id,
  ])
  expect(await notice(order.id, 'approval_waiting', 'lead')).toBe('sent')
  expect(await notice(order.id, 'approval_waiting', 'pharmacist')).toBe('sent')
  const mails = outgoing().filter((mail) => mail.includes(order.number))
  expect(mails).toHaveLength(2)
  for (const mail of mails) {
    expect(mail).toContain('12 packs of Meropenem')
    expect(mail).not.toMatch(/£|=C2=A3/)
  }
})

test('who waits to be let in is told to administrators alone, until somebody decided', async () => {
  const id = world.newId()
  await world.sql(
    `INSERT INTO identity.directory_waiting (id, trust_id, issuer, claim, subject, name, email, email_verified, first_at, last_at)
     VALUES ($1, $2, 'https://directory.example', 'sub', 'ann', 'Ann Okafor', 'ann@rzz.example', true, $3, $3)`,
    [id, world.trusts.RZZ.id, world.clock()],
  )
  const before = outgoing().length
  expect(await notice(id, 'directory_waiting', 'lead')).toBe('settled')
  expect(await notice(id, 'directory_waiting', 'admin')).toBe('sent')
  const mails = outgoing().filter((mail) => mail.includes('waits to be let in'))
  expect(mails).toHaveLength(1)
  expect(mails[0]).toContain('To: admin@rzz.example')
  expect(mails[0]).toContain(`https://tincture.example/settings/directory/${id}`)
  await world.sql('UPDATE identity.directory_waiting SET refused_at = $2 WHERE id = $1', [id, world.clock()])
  expect(await notice(id, 'directory_waiting', 'admin')).toBe('settled')
  expect(outgoing().length).toBe(before + 1)
})

test('nothing goes out that is settled, old, not theirs, or not wanted', async () => {
  const order = await anAskedOrder(world)
  const before = outgoing().length
  expect(await notice(order.id, 'approval_waiting', 'chief')).toBe('settled')
  expect(await notice(order.id, 'approval_waiting', 'lead', new Date('2026-11-20T09:00:00Z'))).toBe('old')
  expect(await notice(order.id, 'supplier_reply', 'technician')).toBe('not_wanted')
  await world.sql(`INSERT INTO notice_choice VALUES ($1, $2, 'approval_waiting', false)`, [
    world.trusts.RZZ.id,
    world.personId('lead2'),
  ])
  expect(await notice(order.id, 'approval_waiting', 'lead2')).toBe('not_wanted')
  await approveOrder(world.act('lead'), { number: order.number, version: 1, role: 'lead', comment: '' })
  expect(await notice(order.id, 'approval_waiting', 'lead')).toBe('settled')
  expect(outgoing()).toHaveLength(before)
})

test('a returned order is told to its raiser; the comment stays in the app', async () => {
  const order = await anAskedOrder(world)
  const comment = 'Price asked is above contract'
  await returnOrder(world.act('lead'), { number: order.number, version: 1, role: 'lead', comment })
  expect(await notice(order.id, 'order_returned', 'technician')).toBe('sent')
  const [mail] = outgoing().filter((one) => one.includes(order.number))
  expect(mail).toContain('Lead of RZZ returned order')
  expect(mail).not.toContain(comment)
  expect(await notice(order.id, 'order_rejected', 'technician')).toBe('settled')
})

test('a job of one trust reads nothing of another', async () => {
  const order = await anAskedOrder(world, { trust: 'RZY' })
  expect(await notice(order.id, 'approval_waiting', 'lead')).toBe('settled')
})
