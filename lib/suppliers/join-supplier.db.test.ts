import { expect, test } from 'vitest'
import { filePrice } from '#lib/contracts/on-file/file-price.command.ts'
import { filePriceForm } from '#lib/contracts/on-file/on-file.schema.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import { vendorsForLine } from '#lib/orders/raise/vendors.queries.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { addSupplier } from './add-supplier.command.ts'
import { suppliersOfName, suppliersThereTwice } from './identity.queries.ts'
import { joinSupplier } from './join-supplier.command.ts'
import { saveSupplierAccount } from './save-supplier-account.command.ts'
import { listSuppliers, supplierById } from './supplier.queries.ts'
import { accountForm, newSupplierForm, supplierAddress } from './supplier.schema.ts'

const world = await aWorld()
const lead = () => world.act('lead')

/** The trust adds Harbour, opens an account and files a price; then the hub's file names Harbour, too. */
async function harbourTwice() {
  const { supplierId: own } = done(
    await addSupplier(lead(), newSupplierForm.parse({ name: 'Harbour Specials', kind: 'specials' })),
  )
  const account = { supplierId: own, channel: 'email', orderEmail: 'orders@harbour.example', accountNumber: 'H1' }
  const terms = { leadDays: '3', answerHours: '24', shelfLifeDays: '90' }
  done(await saveSupplierAccount(lead(), accountForm.parse({ ...account, ...terms })))
  const price = { supplierId: own, amppId: world.packs.paracetamol, price: '1.05', from: '23/11/26' }
  const source = { source: 'phone', reference: 'Ms Quay', sourceOn: '23/11/26' }
  done(await filePrice(lead(), filePriceForm.parse({ ...price, ...source })))
  const line = { pack: 'paracetamol' as const, supplierId: own, reason: 'CONTRACT_OUT_OF_STOCK' as const }
  const pad = await aPad(world, [line])
  const before = done(await submitPad(world.act('technician'), { ...pad, unusual: pad.edit }))
  const hubs = world.newId()
  await world.sql(
    `INSERT INTO supplier (owner_id, id, name, code, kind) VALUES ($1, $2, 'HARBOUR SPECIALS LTD', 'HARB', 'manufacturer')`,
    [world.trusts.QZZ.id, hubs],
  )
  return { own, hubs, line, before: before.orders[0]?.number ?? '' }
}

const { own, hubs, line, before } = await harbourTwice()

test('it is offered to who keeps suppliers, and to nobody else', async () => {
  const found = [
    { own: { id: own, name: 'Harbour Specials' }, into: { id: hubs, name: 'HARBOUR SPECIALS LTD' }, why: 'name' },
  ]
  expect(await suppliersThereTwice(world.actor('lead'))).toEqual(found)
  expect(await suppliersThereTwice(world.actor('technician'))).toEqual([])
  expect(await suppliersThereTwice(world.actor('lead', { trust: 'RZY' }))).toEqual([])
})

test('who may not, another trust’s, and what is not the trust’s own are refused', async () => {
  expect(await joinSupplier(world.act('technician'), { supplierId: own, into: hubs })).toMatchObject({
    refusal: { code: 'NOT_ALLOWED' },
  })
  const none = { refusal: { code: 'NOT_FOUND' } }
  expect(await joinSupplier(world.act('lead', { trust: 'RZY' }), { supplierId: own, into: hubs })).toMatchObject(none)
  expect(await joinSupplier(lead(), { supplierId: hubs, into: world.suppliers.meridian })).toMatchObject(none)
  expect(await joinSupplier(lead(), { supplierId: own, into: own })).toMatchObject(none)
})

test('joined by two at once and again: once; account and prices go along, orders stay', async () => {
  const act = lead()
  const [one, two] = await Promise.all([
    joinSupplier(act, { supplierId: own, into: hubs }),
    joinSupplier(lead(), { supplierId: own, into: hubs }),
  ])
  expect([one.ok, two.ok].filter(Boolean)).toHaveLength(1)
  expect([one, two].find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  if (one.ok) expect(await joinSupplier(act, { supplierId: own, into: hubs })).toEqual(one)
  const joined = one.ok ? one : two
  expect(joined).toMatchObject({ ok: true, value: { account: true, prices: 1, codes: 0, awards: 0 } })

  expect(await suppliersThereTwice(world.actor('lead'))).toEqual([])
  expect((await suppliersOfName(world.actor('lead'), 'Harbour Specials')).alike.map((each) => each.id)).toEqual([hubs])
  const listed = await listSuppliers(world.actor('lead'), supplierAddress.parse({ q: 'harbour' }))
  expect(listed.suppliers.map((each) => each.id)).toEqual([hubs])
  expect(await supplierById(world.actor('lead'), own)).toMatchObject({
    joinedTo: { id: hubs },
    account: { accountNumber: 'H1' },
  })
  expect(await supplierById(world.actor('lead'), hubs)).toMatchObject({
    joinedTo: null,
    joinedFrom: [{ id: own, name: 'Harbour Specials' }],
    account: { accountNumber: 'H1', orderEmail: 'orders@harbour.example', leadDays: 3 },
  })
  // another trust of the hub learns nothing of it
  expect(await supplierById(world.actor('lead', { trust: 'RZY' }), hubs)).toMatchObject({
    joinedFrom: [],
    account: null,
  })
  expect(await world.sql('SELECT supplier_id, supplier_name FROM purchase_order WHERE number = $1', [before])).toEqual([
    { supplier_id: own, supplier_name: 'Harbour Specials' },
  ])
  expect(
    await world.sql('SELECT verb FROM audit_event WHERE chain_id = ANY ($1) AND verb LIKE $2', [
      [own, hubs],
      'SUPPLIER_%',
    ]),
  ).toHaveLength(3)
})

test('it is bought from under the hub’s name at the price on file, and is nobody new', async () => {
  await expect(aPad(world, [line])).rejects.toThrow(/NO_ACCOUNT/)
  await world.sql(
    `UPDATE purchase_order SET status = 'sent', approved_at = submitted_at, sent_at = submitted_at WHERE number = $1`,
    [before],
  )
  const pad = await aPad(world, [{ ...line, supplierId: hubs }])
  const vendors = await vendorsForLine(world.actor('technician'), {
    padId: pad.padId,
    line: pad.lines[0] ?? '',
    now: world.clock(),
  })
  const offered = vendors.ok ? vendors.value.vendors.map((one) => one.id) : []
  expect(offered).toContain(hubs)
  expect(offered).not.toContain(own)
  done(await submitPad(world.act('technician'), { padId: pad.padId, edit: pad.edit, unusual: pad.edit }))
  const rows = await world.sql<{ reasons: { code: string }[]; price: string }>(
    `SELECT a.reasons, l.price FROM approval a JOIN purchase_order o ON o.id = a.order_id
     JOIN order_line l ON l.order_id = o.id WHERE o.pad_id = $1`,
    [pad.padId],
  )
  expect(rows.map((row) => [row.reasons.map((one) => one.code), row.price])).toEqual([[['OFF_CONTRACT'], '10500']])
})

test('a contract of the trust’s own goes on with the hub’s supplier; what was until yesterday stays', async () => {
  const { supplierId } = done(
    await addSupplier(lead(), newSupplierForm.parse({ name: 'Jetty Pharma', kind: 'manufacturer' })),
  )
  const jetty = world.newId()
  await world.sql(
    `INSERT INTO supplier (owner_id, id, name, code, kind) VALUES ($1, $2, 'Jetty Pharma UK', 'JETTY', 'manufacturer')`,
    [world.trusts.QZZ.id, jetty],
  )
  const framework = world.newId()
  const award = world.newId()
  const trust = world.trusts.RZZ.id
  await world.sql(`INSERT INTO framework (owner_id, id, reference, category) VALUES ($1, $2, 'OWN/1', 'other')`, [
    trust,
    framework,
  ])
  await world.sql(
    `INSERT INTO award (owner_id, id, framework_id, buying_group, ampp_id, pack_owner_id, supplier_id, rank, route, price, valid_from,
       valid_to, status) SELECT $1, $2, $3, 'NATIONAL', p.ampp_id, p.owner_id, $4, 1, 'direct', 9000, '2026-01-01', '2027-12-31', 'active'
     FROM pack p WHERE p.ampp_id = $5 LIMIT 1`,
    [trust, award, framework, supplierId, world.packs.paracetamol],
  )
  expect(done(await joinSupplier(lead(), { supplierId, into: jetty }))).toMatchObject({ awards: 1 })
  expect(
    await world.sql(
      `SELECT supplier_id, price, valid_from::text, valid_to::text FROM award WHERE framework_id = $1 ORDER BY valid_from`,
      [framework],
    ),
  ).toEqual([
    { supplier_id: supplierId, price: '9000', valid_from: '2026-01-01', valid_to: '2026-11-22' },
    { supplier_id: jetty, price: '9000', valid_from: '2026-11-23', valid_to: '2027-12-31' },
  ])
})
