import { beforeEach, describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { accountNumberOf } from './account-number.queries.ts'
import { decideOrderAddress } from './decide-order-address.command.ts'
import { addressChanges, addressChangesFor, storeNumbers } from './order-address.queries.ts'
import { saveSupplierAccount } from './save-supplier-account.command.ts'
import { supplierById } from './supplier.queries.ts'
import { accountForm, decideOrderAddressForm } from './supplier.schema.ts'

const world = await aWorld()
const supplierId = world.suppliers.calder
const NEW = 'accounts@caider.example'

async function standing(trust: 'RZZ' | 'RZY' = 'RZZ') {
  const found = await supplierById(world.actor('lead', { trust }), supplierId)
  if (!found?.account) throw new Error('No account')
  return found.account
}

async function save(more: object = {}, who: 'lead' | 'admin' = 'lead') {
  const { version, orderEmail } = await standing()
  const typed = {
    ...{ supplierId, version: String(version), channel: 'email', orderEmail: orderEmail ?? undefined, leadDays: '2' },
    ...{ answerHours: '24', shelfLifeDays: '90', addressReason: 'Rang the number on the contract', ...more },
  }
  return saveSupplierAccount(world.act(who), accountForm.parse(typed))
}

async function waiting() {
  const [change] = (await addressChanges(world.actor('chief'), supplierId)).filter((one) => one.state === 'waiting')
  return change
}

const decide = (who: Parameters<typeof world.act>[0], changeId: string, decision: string, comment = '') =>
  decideOrderAddress(world.act(who), decideOrderAddressForm.parse({ changeId, decision, comment }))

async function asked(): Promise<string> {
  expect(await save({ orderEmail: NEW })).toMatchObject({ ok: true, value: { waits: true } })
  return (await waiting())?.id ?? ''
}

beforeEach(async () => {
  await world.sql(`DELETE FROM order_address_change WHERE supplier_id = $1`, [supplierId])
  await world.sql(
    `UPDATE supplier_account SET channel = 'email', order_email = 'orders@calder.example' WHERE supplier_id = $1`,
    [supplierId],
  )
})

describe('another address for orders', () => {
  test('waits while all else is saved, and goes into force when somebody else agrees; it is on the record', async () => {
    expect(await save({ orderEmail: NEW, leadDays: '4' })).toMatchObject({ ok: true, value: { waits: true } })
    expect(await standing()).toMatchObject({ orderEmail: 'orders@calder.example', leadDays: 4 })
    const change = await waiting()
    expect(change).toMatchObject({ to: NEW, decides: true, reason: 'Rang the number on the contract' })
    expect(await decide('chief', change?.id ?? '', 'agree')).toMatchObject({ ok: true })
    expect(await standing()).toMatchObject({ orderEmail: NEW, channel: 'email' })
    expect(await standing('RZY')).toMatchObject({ orderEmail: 'orders@calder.example' })
    const verbs = await world.sql(
      `SELECT verb FROM audit_event WHERE chain_id = $1 AND verb LIKE 'ORDER_ADDRESS%' ORDER BY id DESC LIMIT 2`,
      [supplierId],
    )
    expect(verbs).toEqual([{ verb: 'ORDER_ADDRESS_AGREED' }, { verb: 'ORDER_ADDRESS_ASKED' }])
  })

  test('needs words on how it was checked, in their field', async () => {
    expect(await save({ orderEmail: NEW, addressReason: '' })).toMatchObject({
      refusal: { code: 'INVALID', errors: [{ field: 'addressReason' }] },
    })
    expect(await save({ orderEmail: 'ORDERS@calder.example', addressReason: '' })).toMatchObject({ ok: true })
  })

  test('is not agreed to by who asked, nor by who only buys or looks', async () => {
    const id = await asked()
    expect(await decide('lead', id, 'agree')).toMatchObject({ refusal: { code: 'OWN_ADDRESS' } })
    for (const who of ['technician', 'pharmacist', 'stores', 'auditor', 'finance'] as const) {
      expect(await decide(who, id, 'agree')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    }
    expect(await decide('admin', id, 'take_back')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    expect(await standing()).toMatchObject({ orderEmail: 'orders@calder.example' })
    expect(await decide('lead', id, 'take_back')).toMatchObject({ ok: true })
    expect(await decide('chief', id, 'agree')).toMatchObject({ refusal: { code: 'REQUEST_OVER' } })
  })

  test('is not there for another trust', async () => {
    const id = await asked()
    const act = world.act('chief', { trust: 'RZY' })
    expect(await decideOrderAddress(act, { changeId: id, decision: 'agree', comment: '' })).toMatchObject({
      refusal: { code: 'NOT_FOUND' },
    })
    expect(await addressChanges(world.actor('chief', { trust: 'RZY' }), supplierId)).toEqual([])
    expect(await addressChangesFor(world.actor('chief', { trust: 'RZY' }))).toEqual([])
  })

  test('is refused with the reason, and orders go as before', async () => {
    const id = await asked()
    expect(decideOrderAddressForm.safeParse({ changeId: id, decision: 'refuse', comment: ' ' }).success).toBe(false)
    expect(await decide('chief', id, 'refuse', 'They never wrote')).toMatchObject({ ok: true })
    expect(await addressChanges(world.actor('lead'), supplierId)).toMatchObject([
      { state: 'refused', comment: 'They never wrote', decides: false },
    ])
    expect(await standing()).toMatchObject({ orderEmail: 'orders@calder.example' })
  })

  test('agreed to and refused at once is one of both', async () => {
    const id = await asked()
    const both = await Promise.all([decide('chief', id, 'agree'), decide('admin', id, 'refuse', 'No')])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    const goes = (await standing()).orderEmail
    expect(goes).toBe(both[0].ok ? NEW : 'orders@calder.example')
  })

  test('asked for by two at once waits once; another address takes the place of the first', async () => {
    await asked()
    expect(await save({ orderEmail: NEW })).toMatchObject({ ok: true })
    expect(await addressChanges(world.actor('lead'), supplierId)).toHaveLength(1)
    await save({ orderEmail: 'third@calder.example' }, 'admin')
    expect((await addressChanges(world.actor('lead'), supplierId)).map(({ state, to }) => [state, to])).toEqual([
      ['waiting', 'third@calder.example'],
      ['withdrawn', NEW],
    ])
  })

  test('cannot be agreed to once orders go another way than when it was asked', async () => {
    const id = await asked()
    expect(await save({ channel: 'phone', orderEmail: undefined })).toMatchObject({ ok: true, value: { waits: false } })
    expect(await decide('chief', id, 'agree')).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
    expect(await standing()).toMatchObject({ channel: 'phone' })
    // by way of the phone nobody gets there alone either
    expect(await save({ orderEmail: NEW })).toMatchObject({ ok: true, value: { waits: true } })
    expect(await standing()).toMatchObject({ channel: 'phone' })
  })

  test('is found on Today by who may agree, not by who asked', async () => {
    await asked()
    expect(await addressChangesFor(world.actor('admin'))).toMatchObject([{ to: NEW, decides: true }])
    expect(await addressChangesFor(world.actor('lead'))).toEqual([])
    expect(await addressChangesFor(world.actor('technician'))).toEqual([])
  })
})

describe('account numbers of single stores', () => {
  test('stand before the trust’s own, and go when they are emptied', async () => {
    const [store] = await storeNumbers(world.actor('lead'), supplierId)
    if (!store) throw new Error('No store')
    const number = (storeId: string) => withTrust(world.actor('lead'), (tx) => accountNumberOf(tx, supplierId, storeId))
    expect(await save({ accountNumber: 'ALL-1', [`number-${store.storeId}`]: 'CAL-9' })).toMatchObject({ ok: true })
    expect(await number(store.storeId)).toBe('CAL-9')
    expect(await number(world.newId())).toBe('ALL-1')
    await save({ accountNumber: 'ALL-1', [`number-${store.storeId}`]: '' })
    expect(await number(store.storeId)).toBe('ALL-1')
    expect(await save({ [`number-${world.newId()}`]: 'CAL-9' })).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  })
})
