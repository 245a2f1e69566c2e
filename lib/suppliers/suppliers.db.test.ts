import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { gs1Digit } from '#lib/values/codes.ts'
import { saveSupplier } from './save-supplier.command.ts'
import { saveSupplierAccount } from './save-supplier-account.command.ts'
import { listSuppliers, supplierById } from './supplier.queries.ts'
import { accountForm, supplierForm } from './supplier.schema.ts'

const world = await aWorld()
const { suppliers, trusts } = world
const GLN = `505522200000${gs1Digit('505522200000')}`

const account = (supplierId: string, more: object = {}) =>
  accountForm.parse({
    supplierId,
    accountNumber: 'RZZ-9',
    channel: 'email',
    orderEmail: 'orders@calder.example',
    minimumOrder: '100.00',
    carriage: '9.50',
    cutOff: '2pm',
    leadDays: '2',
    answerHours: '24',
    shelfLifeDays: '90',
    ...more,
  })

async function seen(id: string, trust: 'RZZ' | 'RZY' = 'RZZ') {
  const found = await supplierById(world.actor('lead', { trust }), id)
  if (!found) throw new Error('No such supplier')
  return found
}

describe('an account with a supplier', () => {
  test('is changed by its version, on the record, and another trust keeps its own', async () => {
    const { version } = (await seen(suppliers.calder)).account ?? { version: 0 }
    const act = world.act('lead')
    expect(await saveSupplierAccount(act, account(suppliers.calder, { version }))).toMatchObject({ ok: true })
    expect((await seen(suppliers.calder)).account).toMatchObject({
      accountNumber: 'RZZ-9',
      minimumOrder: 10_000,
      carriage: 950,
      cutOff: '14:00',
      version: version + 1,
    })
    expect((await seen(suppliers.calder, 'RZY')).account).toMatchObject({ accountNumber: 'RZYCAL1' })
    expect(await saveSupplierAccount(world.act('lead'), account(suppliers.calder, { version }))).toMatchObject({
      refusal: { code: 'CHANGED_MEANWHILE' },
    })
    expect(
      await world.sql(`SELECT verb FROM audit_event WHERE document = 'supplier' AND chain_id = $1`, [suppliers.calder]),
    ).toEqual([{ verb: 'ACCOUNT_CHANGED' }])
    expect(await saveSupplierAccount(act, account(suppliers.calder, { version }))).toMatchObject({ ok: true })
  })

  test('opened twice at once is opened once', async () => {
    await world.sql('DELETE FROM supplier_account WHERE supplier_id = $1 AND trust_id = $2', [
      suppliers.larkspur,
      trusts.RZZ.id,
    ])
    expect((await seen(suppliers.larkspur)).missing.map(({ code }) => code)).toEqual(['ACCOUNT', 'SUPPLIER_ENDPOINT'])
    const both = await Promise.all(
      [1, 2].map(() => saveSupplierAccount(world.act('lead'), account(suppliers.larkspur))),
    )
    expect(both.map((one) => one.ok).sort()).toEqual([false, true])
  })

  test('is refused to a technician, and for a supplier that is not there', async () => {
    expect(await saveSupplierAccount(world.act('technician'), account(suppliers.calder))).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
    expect(await saveSupplierAccount(world.act('lead'), account(world.newId()))).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
  })
})

describe('what a supplier is', () => {
  const particulars = (supplierId: string, more: object = {}) =>
    supplierForm.parse({
      supplierId,
      name: 'Quill Labs',
      kind: 'specials',
      gln: GLN,
      endpointScheme: '0088',
      endpointId: GLN,
      address: '1 Road\nLondon',
      version: '1',
      ...more,
    })

  test('is changed by who loaded it only', async () => {
    const id = world.newId()
    await world.sql(
      `INSERT INTO supplier (owner_id, id, name, code, kind) VALUES ($1, $2, 'Quill', 'QUILL', 'manufacturer')`,
      [trusts.RZZ.id, id],
    )
    expect(await saveSupplier(world.act('lead'), particulars(id))).toMatchObject({ ok: true })
    expect(await seen(id)).toMatchObject({
      name: 'Quill Labs',
      kind: 'specials',
      own: true,
      address: ['1 Road', 'London'],
      version: 2,
    })
    expect(await saveSupplier(world.act('lead'), particulars(id))).toMatchObject({
      refusal: { code: 'CHANGED_MEANWHILE' },
    })
    expect(await saveSupplier(world.act('lead', { trust: 'RZY' }), particulars(id, { version: '2' }))).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await supplierById(world.actor('lead', { trust: 'RZY' }), id)).toBeNull()
    expect(await saveSupplier(world.act('lead'), particulars(suppliers.calder))).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await saveSupplier(world.act('hub'), particulars(suppliers.calder, { name: 'Calder' }))).toMatchObject({
      ok: true,
    })
    expect((await seen(suppliers.calder)).missing).toEqual([])
  })

  test('a name that another has is refused in its field', async () => {
    const id = world.newId()
    await world.sql(
      `INSERT INTO supplier (owner_id, id, name, code, kind) VALUES ($1, $2, 'Reed', 'REED', 'manufacturer')`,
      [trusts.RZZ.id, id],
    )
    expect(await saveSupplier(world.act('lead'), particulars(id, { name: 'quill labs' }))).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'name' }] },
    })
  })
})

describe('the list', () => {
  const list = (more: Partial<Parameters<typeof listSuppliers>[1]> = {}) =>
    listSuppliers(world.actor('technician'), { q: '', view: 'all', after: '', ...more })

  test('is by name, a page at a time, searched by name or code', async () => {
    await world.sql(
      `INSERT INTO supplier (owner_id, id, name, code, kind) SELECT $1, gen_random_uuid(), 'Zed ' || lpad(n::text, 3, '0'), 'Z' || n, 'manufacturer' FROM generate_series(1, 60) n`,
      [trusts.QZZ.id],
    )
    const first = await list()
    expect(first.suppliers).toHaveLength(50)
    const second = await list({ after: first.after ?? '' })
    expect(second.after).toBeNull()
    const names = [...first.suppliers, ...second.suppliers].map(({ name }) => name.toLowerCase())
    expect(names).toEqual(names.toSorted())
    expect(new Set(names).size).toBe(first.counts.all)
    expect((await list({ q: 'MERI' })).suppliers.map(({ name }) => name)).toEqual(['Meridian Wholesale'])
    expect((await list({ q: '%' })).suppliers).toEqual([])
    const { counts } = await list({ view: 'account' })
    expect(counts.account + counts.none).toBe(counts.all)
  })
})
