import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { gs1Digit } from '#lib/values/codes.ts'
import { addSupplier } from './add-supplier.command.ts'
import { suppliersOfName } from './identity.queries.ts'
import { saveSupplierAccount } from './save-supplier-account.command.ts'
import { supplierById } from './supplier.queries.ts'
import { accountForm, newSupplierForm } from './supplier.schema.ts'

const world = await aWorld()
const { suppliers, trusts } = world
const GLN = `505522200001${gs1Digit('505522200001')}`

const typed = (name: string, more: object = {}) => newSupplierForm.parse({ name, kind: 'specials', ...more })

async function added(answer: ReturnType<typeof addSupplier>): Promise<string> {
  const result = await answer
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value.supplierId
}

describe('a supplier that no contract file names', () => {
  test('is added as the trust’s own, on the record, and gets an account like any other', async () => {
    const more = { gln: GLN, endpointScheme: '0088', endpointId: GLN, address: '1 Quay\nHull' }
    const id = await added(addSupplier(world.act('lead'), typed('Harbour Specials', more)))
    const seen = await supplierById(world.actor('lead'), id)
    expect(seen).toMatchObject({
      name: 'Harbour Specials',
      code: 'HARBOURSPECIALS',
      kind: 'specials',
      gln: GLN,
      address: ['1 Quay', 'Hull'],
      own: true,
      account: null,
    })
    expect(await supplierById(world.actor('lead', { trust: 'RZY' }), id)).toBeNull()
    const account = accountForm.parse({
      ...{ supplierId: id, accountNumber: 'H-1', channel: 'phone', phone: '01632 960001' },
      ...{ minimumOrder: '50', carriage: '7.50', leadDays: '3', answerHours: '48', shelfLifeDays: '90' },
    })
    expect(await saveSupplierAccount(world.act('lead'), account)).toMatchObject({ ok: true })
    expect(await saveSupplierAccount(world.act('lead', { trust: 'RZY' }), account)).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect((await supplierById(world.actor('lead'), id))?.account).toMatchObject({ channel: 'phone', leadDays: 3 })
    expect(await world.sql('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [id])).toEqual([
      { verb: 'SUPPLIER_ADDED' },
      { verb: 'ACCOUNT_OPENED' },
    ])
  })

  test('is offered where the name is there or alike, the hub’s among them', async () => {
    const { same, alike } = await suppliersOfName(world.actor('lead'), 'Meridian wholesale')
    expect([same.map((one) => one.id), alike]).toEqual([[suppliers.meridian], []])
    expect(same[0]).toMatchObject({ code: 'MERIDIAN', hasAccount: true })
    expect((await suppliersOfName(world.actor('lead'), 'Calder')).alike.map((one) => one.id)).toEqual([
      suppliers.calder,
    ])
    expect(await suppliersOfName(world.actor('technician'), 'Calder')).toEqual({ same: [], alike: [] })
    expect(await addSupplier(world.act('lead'), typed('MERIDIAN  wholesale'))).toMatchObject({
      refusal: { code: 'SUPPLIER_THERE', same: true },
    })
    expect(await addSupplier(world.act('lead'), typed('Calder Generic Ltd'))).toMatchObject({
      refusal: { code: 'SUPPLIER_THERE', names: ['Calder Generics'], same: false },
    })
    expect(await addSupplier(world.act('lead'), typed('Quay Labs', { code: 'albion' }))).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'code' }] },
    })
    const mine = await added(addSupplier(world.act('lead'), typed('Calder Generic Ltd', { seen: suppliers.calder })))
    expect(await supplierById(world.actor('lead'), mine)).toMatchObject({ own: true })
  })

  test('added twice at once is added once; the same act twice has one answer', async () => {
    const both = await Promise.all(
      ['Pier Supplies', 'Pier Supplies Ltd'].map((name) => addSupplier(world.act('lead'), typed(name))),
    )
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual(['SUPPLIER_THERE', 'ok'])
    const act = world.act('admin')
    const [first, again] = [await addSupplier(act, typed('Slip Ltd')), await addSupplier(act, typed('Slip Ltd'))]
    expect(again).toEqual(first)
    expect(
      await world.sql(`SELECT name FROM supplier WHERE owner_id = $1 AND name LIKE 'Slip%'`, [trusts.RZZ.id]),
    ).toHaveLength(1)
  })

  test('of two trusts stands once for each', async () => {
    const act = (trust: 'RZZ' | 'RZY') => addSupplier(world.act('lead', { trust }), typed('Dock Wholesale'))
    expect((await Promise.all([act('RZZ'), act('RZY')])).map((one) => one.ok)).toEqual([true, true])
  })

  test('is the hub’s where the hub adds it, and reaches its trusts; nobody else adds any', async () => {
    const answer = await addSupplier(world.act('hub'), typed('Keel Pharma'))
    expect(answer).toMatchObject({ ok: true, value: { trades: false } })
    const id = answer.ok ? answer.value.supplierId : ''
    expect(await supplierById(world.actor('lead'), id)).toMatchObject({ own: false })
    for (const person of ['technician', 'pharmacist', 'stores', 'chief', 'finance', 'auditor'] as const) {
      expect(await addSupplier(world.act(person), typed('Nobody'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
  })
})
